import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';

/** How long frames take with a large made-up cluster, on the built page: `npm run frames` (FIXTURE_VMS=3000). */

process.env.FIXTURE_VMS ??= '3000';
const MOVES = 10;
/** As text: it runs in the page, where the compiler's own helpers are not. */
const COUNTING = `
  (() => {
    const taken = [];
    let last = performance.now();
    let going = true;
    const step = (now) => {
      taken.push(now - last);
      last = now;
      if (going) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    window.framesTaken = () => ((going = false), taken);
  })()`;
const configFile = new URL('./vite.config.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'godwit-frames-'));
const quiet = { configFile, logLevel: 'error', root: new URL('..', import.meta.url).pathname, build: { outDir: join(folder, 'page') } } as const;

await build(quiet);
const server = await preview({ ...quiet, preview: { host: '127.0.0.1', port: 0 } });
const address = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 } });
  const began = performance.now();
  await page.goto(address);
  await page.waitForSelector('.wire', { state: 'attached' });
  console.log(`${process.env.FIXTURE_VMS} VMs, built page, headless chromium without a GPU`);
  console.log(`scene drawn ${Math.round(performance.now() - began)} ms after the address was given, ${await page.locator('*').count()} elements`);
  console.log('what                                   frames   median    p95    p99    longest (ms)');

  await frames(page, 'at rest', () => page.waitForTimeout(3000));
  for (let i = 1; i <= MOVES; i++) await begin(page, `tiny${i}`);
  await frames(page, `${MOVES} moves under way`, () => page.waitForTimeout(3000));
  await frames(page, 'typing into the filter, moves under way', async () => {
    await page.keyboard.press('/');
    for (const key of 'tiny12') await page.keyboard.type(key, { delay: 150 });
    for (let i = 0; i < 6; i++) await page.keyboard.press('Backspace', { delay: 150 });
  });
  await frames(page, 'carrying a VM over the boxes', async () => {
    const chip = (await page.locator('[data-chip^="vm:"]').nth(2).boundingBox())!;
    await page.mouse.move(chip.x + 20, chip.y + 10);
    await page.mouse.down();
    for (let i = 0; i < 60; i++) await page.mouse.move(100 + i * 12, 140 + ((i * 37) % 500));
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await page.goto(`${address}#/vms`);
  await page.waitForSelector('[role=row]');
  await frames(page, 'scrolling the table of VMs', async () => {
    await page.mouse.move(500, 500);
    for (let i = 0; i < 60; i++) await page.mouse.wheel(0, 900);
    await page.waitForTimeout(500);
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}

async function begin(page: Page, vm: string): Promise<void> {
  await page.evaluate(
    (vm) => fetch('./api/v1/migrations', { method: 'POST', body: JSON.stringify({ vm, to: 'vnode2', disksTo: 'nas1', policy: 'balanced' }) }),
    vm,
  );
}

async function frames(page: Page, what: string, deed: () => Promise<unknown>): Promise<void> {
  await page.evaluate(COUNTING);
  await deed();
  const taken = await page.evaluate(() => (window as unknown as { framesTaken: () => number[] }).framesTaken());
  const sorted = taken.slice(1).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(1).padStart(7);
  console.log(`${what.padEnd(40)}${String(sorted.length).padStart(5)}  ${at(0.5)}${at(0.95)}${at(0.99)}${at(1)}`);
}
