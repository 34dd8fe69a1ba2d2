import { feltDuring, gapsBetween, NOTICED_MILLIS, type Felt, type Gap } from './gaps';

// One point in so many is compared, across and down; a change that misses all of them, a caret's, does not count.
const ACROSS = 4;
const DOWN = 6;
// Some ten minutes of a busy picture.
const KEPT = 32768;

/**
 * Notes when the picture on a canvas changes. IronRDP draws each region that the guest sent by one putImageData on the
 * canvas's 2D context; that call is listened to, so nothing is read back, a hidden tab measures as well, and the moment is
 * when the picture was handed to the browser (it is shown with the next refresh, at most 17 ms later at 60 Hz).
 */
export class PictureWatch {
  private readonly moments: number[] = [];
  private seen = new Uint32Array(0);
  private columns = 0;
  private readonly stopDrawing: () => void;

  /** `onGap`: a gap above 100 ms, told when it has ended. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onGap: (gap: Gap) => void,
    private readonly now: () => number = () => performance.timeOrigin + performance.now(),
  ) {
    const context = canvas.getContext('2d');
    if (!context) {
      throw new Error('the canvas has no 2D context');
    }
    const draw = context.putImageData.bind(context) as (image: ImageData, x: number, y: number, ...rest: number[]) => void;
    context.putImageData = (image: ImageData, x: number, y: number, ...rest: number[]) => {
      draw(image, x, y, ...rest);
      this.drawn(image, x, y);
    };
    this.stopDrawing = () => Reflect.deleteProperty(context, 'putImageData');
  }

  /** How often the picture changed so far (of what is kept). */
  get changes(): number {
    return this.moments.length;
  }

  /** How long the picture has been standing still now. */
  stillMillis(): number {
    const last = this.moments.at(-1);
    return last === undefined ? 0 : this.now() - last;
  }

  gaps(fromMillis: number, toMillis: number): Gap[] {
    return gapsBetween(this.moments, fromMillis, toMillis);
  }

  felt(startedAtMillis: number, endedAtMillis: number): Felt {
    return feltDuring(this.moments, startedAtMillis, endedAtMillis);
  }

  close(): void {
    this.stopDrawing();
  }

  private drawn(image: ImageData, x: number, y: number): void {
    if (!this.changed(image, x, y)) {
      return;
    }
    const moment = this.now();
    const last = this.moments.at(-1);
    if (last !== undefined && moment - last > NOTICED_MILLIS) {
      this.onGap({ atMillis: last, millis: moment - last });
    }
    this.moments.push(moment);
    if (this.moments.length > KEPT) {
      this.moments.splice(0, KEPT / 4);
    }
  }

  /** Compares the points of a grid with what they showed, and remembers them. */
  private changed(image: ImageData, x: number, y: number): boolean {
    this.fit();
    const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, image.width * image.height);
    let changed = false;
    for (let down = (DOWN - (y % DOWN)) % DOWN; down < image.height; down += DOWN) {
      for (let across = (ACROSS - (x % ACROSS)) % ACROSS; across < image.width; across += ACROSS) {
        const point = ((y + down) / DOWN) * this.columns + (x + across) / ACROSS;
        const pixel = pixels[down * image.width + across]!;
        changed ||= this.seen[point] !== pixel;
        this.seen[point] = pixel;
      }
    }
    return changed;
  }

  private fit(): void {
    const columns = Math.ceil(this.canvas.width / ACROSS);
    const points = columns * Math.ceil(this.canvas.height / DOWN);
    if (columns !== this.columns || points !== this.seen.length) {
      this.columns = columns;
      this.seen = new Uint32Array(points);
    }
  }
}
