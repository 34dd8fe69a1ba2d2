import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MILLIS = 40_000;

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** Godwit's page in a browser, worked on as a person works on it. */
export class Visit {
  /** What the browser's console complained of: a refused script or style, an exception. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async begin(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 820 }, ...options });
    const visit = new Visit(await context.newPage());
    await visit.page.goto(address);
    return visit;
  }

  /** The front page, with nothing in hand and no plan open. */
  async scene(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.mouse.up();
    await this.page.goto(`${new URL(this.page.url()).origin}/#/`);
    await this.page.locator('.wire').first().waitFor({ state: 'attached' });
    if (await this.plan().count()) await this.plan().getByRole('button', { name: 'Discard', exact: true }).click();
  }

  async signIn(user: string, password: string): Promise<void> {
    await this.page.getByLabel('User').fill(user);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  box(host: string): Locator {
    return this.page.locator(`[data-place="${host}"]`);
  }

  chip(name: string): Locator {
    return this.page.locator('button.chip').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  chipIn(host: string, name: string): Locator {
    return this.box(host).locator(this.chip(name));
  }

  /** Takes a chip with the pointer and holds it over a host. */
  async carry(name: string, host: string): Promise<void> {
    // Once it has ceased to travel.
    await this.chip(name).hover({ position: { x: 24, y: 14 } });
    const from = (await this.chip(name).boundingBox())!;
    const into = (await this.box(host).boundingBox())!;
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
    await this.page.mouse.move(into.x + into.width / 2, into.y + into.height - 12, { steps: 8 });
    await this.page.waitForFunction(
      (host) => document.querySelector(`[data-place="${host}"]`)?.matches('.legal, .illegal'),
      host,
    );
  }

  async drop(): Promise<void> {
    await this.page.mouse.up();
  }

  /** Carries a chip to a host that must be possible, and puts it down there. */
  async put(name: string, host: string): Promise<void> {
    await this.carry(name, host);
    assert.ok(await this.box(host).evaluate((box) => box.matches('.legal')), await this.box(host).innerText());
    await this.drop();
  }

  /** The plan's button, as soon as the hosts have answered. */
  async migrate(): Promise<void> {
    await this.page.getByRole('button', { name: 'Migrate', exact: true }).click();
  }

  plan(): Locator {
    return this.page.locator('section.plan');
  }

  /** Until the server's events have brought a chip into a host's box, and nothing moves any more. */
  async arrived(name: string, host: string, withinMillis = PATIENCE_MILLIS): Promise<void> {
    await this.chipIn(host, name).waitFor({ timeout: withinMillis });
    await this.page.getByText('Nothing moves.').waitFor({ timeout: withinMillis });
  }

  async assertNothingWrongForScreenReaders(): Promise<void> {
    await this.page.evaluate(AXE);
    const wrong = await this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: { run: (where: Document) => Promise<{ violations: Violation[] }> } }).axe.run(document);
      return violations.map((each) => `${each.id} (${each.impact}): ${each.nodes.map((node) => node.target.join(' ')).join('; ')}`);
    });
    assert.deepEqual(wrong, []);
  }

  async assertNothingIsWiderThan(pixels: number): Promise<void> {
    assert.ok((await this.page.evaluate(() => document.documentElement.scrollWidth)) <= pixels);
  }

  async end(): Promise<void> {
    await this.page.context().close();
  }
}

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[] }[];
}
