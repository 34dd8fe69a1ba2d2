import type { Page } from 'playwright-core';
import { numberIn, STRIP } from './frameNumber';

const EVERY_MILLIS = 15;

/**
 * A person who looks at the guest's video in a page: at what is on the canvas, not at what the page measures, and all the
 * time, whatever else is done in the page.
 */
export class Eyes {
  private constructor(private readonly page: Page) {}

  /** Begins to look; the desktop is shown. */
  static async on(page: Page): Promise<Eyes> {
    // No function in it has a name: tsx would have it call a helper that the page has not.
    await page.evaluate(
      ({ line, blocks, size, every }) => {
        const context = document.querySelector<HTMLCanvasElement>('.desktop canvas')!.getContext('2d')!;
        const looks: { at: number; brightness: number[] }[] = [];
        let last = '';
        setInterval(() => {
          const pixels = context.getImageData(0, line, blocks * size, 1).data;
          const brightness: number[] = [];
          for (let at = size * 2; at < pixels.length; at += size * 4) {
            brightness.push(pixels[at]! + pixels[at + 1]! + pixels[at + 2]!);
          }
          if (String(brightness) !== last) looks.push({ at: Date.now(), brightness });
          last = String(brightness);
        }, every);
        Object.assign(window, { looks });
      },
      { ...STRIP, every: EVERY_MILLIS },
    );
    return new Eyes(page);
  }

  /** When another frame of the video was seen than before, in milliseconds since the epoch, from the beginning. */
  async moments(): Promise<number[]> {
    const looks = await this.page.evaluate(() => (window as unknown as { looks: { at: number; brightness: number[] }[] }).looks);
    const frames = looks
      .map(({ at, brightness }) => ({ at, frame: numberIn(brightness) }))
      .filter(({ frame }) => frame >= 0);
    return frames.filter(({ frame }, i) => frame !== frames[i - 1]?.frame).map(({ at }) => at);
  }
}
