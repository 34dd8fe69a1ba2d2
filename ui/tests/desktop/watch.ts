// A person at the page: signs in to the guest and watches. Told over standard input when a move begins and ends, it says
// over standard output, one JSON object a line, what the page measured. Arguments: address, user, password, folder for
// screenshots.
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';

const [address, user, password, folder] = process.argv.slice(2) as [string, string, string, string];
const say = (what: object) => console.log(JSON.stringify(what));

interface Asked {
  ask: 'see' | 'began' | 'ended' | 'shot' | 'retry' | 'leave';
  text?: string;
  name?: string;
  seconds?: number;
  startedAtMillis?: number;
  endedAtMillis?: number;
}

/** Watches for some seconds: how many different frames of the video are seen, and how often the picture is of none. */
async function see(page: Page, seconds: number) {
  const frames = await page.evaluate(async (millis) => {
    const seen: number[] = [];
    for (const end = performance.now() + millis; performance.now() < end; ) {
      await new Promise(requestAnimationFrame);
      seen.push((window as unknown as { frame(): number }).frame());
    }
    return seen;
  }, seconds * 1000);
  return { frames: new Set(frames.filter((frame) => frame >= 0)).size, looks: frames.length };
}

/** Whether the video comes to be seen: three numbers, for one can be read from any picture that happens to have it. */
async function plays(page: Page, millis = 120_000): Promise<boolean> {
  await page.evaluate(() => Object.assign(window, { numbers: new Set() }));
  const seen = () => {
    const { numbers, frame } = window as unknown as { numbers: Set<number>; frame(): number };
    numbers.add(frame()).delete(-1);
    return numbers.size >= 3;
  };
  return page.waitForFunction(seen, undefined, { timeout: millis }).then(
    () => true,
    () => false,
  );
}

async function felt(page: Page, move: { id: string; startedAtMillis: number; endedAtMillis: number }) {
  await page.evaluate((it) => (window as unknown as { moving(it: object): void }).moving(it), move);
  const known = (id: string) => (window as unknown as { heard: { felt: Record<string, object> } }).heard.felt[id];
  return (await page.waitForFunction(known, move.id, { timeout: 20_000 })).jsonValue();
}

async function state(page: Page) {
  const section = page.locator('section.desktop');
  return {
    phase: await section.getAttribute('data-phase'),
    opened: Number(await section.getAttribute('data-opened')),
    phases: await page.evaluate(() => (window as unknown as { heard: { phases: string[] } }).heard.phases),
  };
}

/** The colours of a column of the canvas, from and to a line. */
function colours(page: Page, x: number, from: number, to: number): Promise<string[]> {
  return page.evaluate(
    ([across, top, bottom]) => {
      const pixels = document.querySelector('canvas')!.getContext('2d')!.getImageData(across, top, 1, bottom - top).data;
      const seen = new Set<string>();
      for (let i = 0; i < pixels.length; i += 4) {
        seen.add(pixels.slice(i, i + 3).join(' '));
      }
      return [...seen];
    },
    [x, from, to] as const,
  );
}

/** After a wrong password: the OK of xrdp's log, then its own box, by mouse and keyboard. Places are those at 640 x 480. */
async function retry(page: Page, text: string): Promise<object> {
  const corner = async () => (await colours(page, 10, 470, 471))[0];
  await page.waitForTimeout(1000);
  for (let tries = 0; (await corner()) === '0 0 0' && tries < 20; tries++) {
    await page.locator('canvas').click({ position: { x: 370, y: 389 } });
    await page.waitForTimeout(1500);
  }
  // Left of all text in the box there is one colour from top to bottom, if its lines are straight.
  const column = await colours(page, 160, 60, 440);
  await page.keyboard.type(text, { delay: 60 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}/own-box.png` });
  await page.keyboard.press('Enter');
  return { column, plays: await plays(page) };
}

async function answer(page: Page, asked: Asked): Promise<object> {
  const { name = '', startedAtMillis = 0, endedAtMillis = 0 } = asked;
  switch (asked.ask) {
    case 'see':
      return see(page, asked.seconds ?? 3);
    case 'began':
      await page.evaluate((it) => (window as unknown as { moving(it: object): void }).moving(it), {
        id: name,
        startedAtMillis,
      });
      return {};
    case 'ended':
      return { felt: await felt(page, { id: name, startedAtMillis, endedAtMillis }), ...(await state(page)) };
    case 'shot':
      await page.screenshot({ path: `${folder}/${name}.png` });
      return {};
    case 'retry':
      return retry(page, asked.text ?? '');
    case 'leave':
      return {};
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 760, height: 600 } });
const complaints: string[] = [];
const sockets: string[] = [];
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('pageerror', (error) => complaints.push(error.message));
page.on('websocket', (socket) => sockets.push(socket.url()));
await page.goto(address);
await page.fill('[name=guest-user]', user);
await page.fill('[name=guest-password]', password);
await page.screenshot({ path: `${folder}/sign-in.png` });
await page.click('text=Show the desktop');
const clicked = Date.now();
await page.waitForSelector('[data-phase=shown], [data-phase=ended]', { timeout: 60_000 });
const shownMillis = Date.now() - clicked;
const first = { plays: await plays(page, Number(process.env.GODWIT_VIDEO_MILLIS)), shownMillis };
say({ ...first, videoMillis: Date.now() - clicked, ...(await state(page)), problem: await page.textContent('.problem'), complaints });
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked;
  say({ ...(await answer(page, asked)), sockets: sockets.length, complaints });
  if (asked.ask === 'leave') {
    break;
  }
}
await browser.close();
