const BLOCK = 16;
const STRIP_TOP = 224;

/** The number in the strip below the lab's video, as io.godwit.experience.FrameNumber reads it; -1 where there is none. */
export function frameNumber(canvas: HTMLCanvasElement): number {
  const strip = canvas.getContext('2d')!.getImageData(0, STRIP_TOP + BLOCK / 2, 20 * BLOCK, 1).data;
  const light = (block: number) => {
    const at = (block * BLOCK + BLOCK / 2) * 4;
    return strip[at]! + strip[at + 1]! + strip[at + 2]! > 3 * 128 ? 1 : 0;
  };
  const bits = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => light(first + i) << i).reduce((sum, bit) => sum + bit, 0);
  const number = bits(0, 16);
  return bits(16, 4) === (number % 15) + 1 ? number : -1;
}
