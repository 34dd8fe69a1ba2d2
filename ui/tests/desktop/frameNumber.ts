/** The strip below the lab's video: 20 blocks side by side, each light or dark; a line through the middle of them. */
export const STRIP = { line: 232, blocks: 20, size: 16 };

/** The number in the strip, as io.godwit.experience.FrameNumber reads it, from the brightness of its blocks; -1 where there is none. */
export function numberIn(brightness: readonly number[]): number {
  const light = brightness.map((sum) => (sum > 3 * 128 ? 1 : 0));
  const bits = (first: number, count: number) =>
    light.slice(first, first + count).reduce((sum: number, bit, i) => sum + (bit << i), 0);
  const number = bits(0, 16);
  return bits(16, 4) === (number % 15) + 1 ? number : -1;
}

export function frameNumber(canvas: HTMLCanvasElement): number {
  const { line, blocks, size } = STRIP;
  const pixels = canvas.getContext('2d')!.getImageData(0, line, blocks * size, 1).data;
  return numberIn(Array.from({ length: blocks }, (_, block) => {
    const at = (block * size + size / 2) * 4;
    return pixels[at]! + pixels[at + 1]! + pixels[at + 2]!;
  }));
}
