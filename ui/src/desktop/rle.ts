// Interleaved RLE (MS-RDPBCGR 2.2.9.1.1.3.1.2.4; the pseudo-code is in 3.1.9), for 8, 15, 16 and 24 bits a pixel.

const REGULAR_BITS = 5;
const LITE_BITS = 4;

type Kind = 'background' | 'foreground' | 'mask' | 'colour' | 'dithered' | 'pixels' | 'special1' | 'special2' | 'white' | 'black';

interface Order {
  kind: Kind;
  /** The order brings a new foreground pixel. */
  sets: boolean;
  /** How many bits of the header hold the run's length; 0: two bytes follow. */
  bits: number;
}

/** Orders that are their header alone. */
const SINGLE = new Set<Kind>(['special1', 'special2', 'white', 'black']);

const REGULAR: Kind[] = ['background', 'foreground', 'mask', 'colour', 'pixels'];
const LITE: Record<number, Order> = {
  0xc: { kind: 'foreground', sets: true, bits: LITE_BITS },
  0xd: { kind: 'mask', sets: true, bits: LITE_BITS },
  0xe: { kind: 'dithered', sets: false, bits: LITE_BITS },
};
const WHOLE: Record<number, Order> = {
  0xf0: { kind: 'background', sets: false, bits: 0 },
  0xf1: { kind: 'foreground', sets: false, bits: 0 },
  0xf2: { kind: 'mask', sets: false, bits: 0 },
  0xf3: { kind: 'colour', sets: false, bits: 0 },
  0xf4: { kind: 'pixels', sets: false, bits: 0 },
  0xf6: { kind: 'foreground', sets: true, bits: 0 },
  0xf7: { kind: 'mask', sets: true, bits: 0 },
  0xf8: { kind: 'dithered', sets: false, bits: 0 },
  0xf9: { kind: 'special1', sets: false, bits: 0 },
  0xfa: { kind: 'special2', sets: false, bits: 0 },
  0xfd: { kind: 'white', sets: false, bits: 0 },
  0xfe: { kind: 'black', sets: false, bits: 0 },
};

function orderOf(header: number): Order {
  const regular = REGULAR[header >> REGULAR_BITS];
  const order = regular ? { kind: regular, sets: false, bits: REGULAR_BITS } : (LITE[header >> LITE_BITS] ?? WHOLE[header]);
  if (!order) {
    throw new RangeError(`no RLE order begins with ${header}`);
  }
  return order;
}

class Source {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get empty(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Little-endian. */
  number(bytes: number): number {
    if (this.at + bytes > this.bytes.length) {
      throw new RangeError('the RLE data end within an order');
    }
    let value = 0;
    for (let i = 0; i < bytes; i++) {
      value |= this.bytes[this.at++]! << (8 * i);
    }
    return value;
  }

  runLength(header: number, order: Order): number {
    if (order.bits === 0) {
      return this.number(2);
    }
    const inHeader = header & ((1 << order.bits) - 1);
    if (order.kind === 'mask') {
      return inHeader === 0 ? this.number(1) + 1 : inHeader * 8;
    }
    return inHeader === 0 ? this.number(1) + (1 << order.bits) : inHeader;
  }
}

const WHITE: Record<number, number> = { 8: 0xff, 15: 0x7fff, 16: 0xffff, 24: 0xffffff };

class Decoder {
  readonly pixels: Uint32Array;
  private at = 0;
  private foreground: number;
  private firstLine = true;
  private afterBackground = false;

  constructor(
    private readonly source: Source,
    private readonly width: number,
    height: number,
    private readonly white: number,
    private readonly bytes: number,
  ) {
    this.pixels = new Uint32Array(width * height);
    this.foreground = white;
  }

  order(): void {
    // The specification asks this between two orders only: one that began in the first line is of it to its end.
    if (this.firstLine && this.at >= this.width) {
      this.firstLine = false;
      this.afterBackground = false;
    }
    const header = this.source.number(1);
    const order = orderOf(header);
    const length = SINGLE.has(order.kind) ? 1 : this.source.runLength(header, order);
    if (order.sets) {
      this.foreground = this.source.number(this.bytes);
    }
    const inserts = this.afterBackground;
    this.afterBackground = order.kind === 'background';
    this.run(order.kind, length, inserts);
  }

  private run(kind: Kind, length: number, inserts: boolean): void {
    switch (kind) {
      case 'background':
        // Two background runs in a row are told apart by a foreground pixel between them.
        this.repeat(length, (i) => this.put(i === 0 && inserts ? this.below() ^ this.foreground : this.below()));
        break;
      case 'foreground':
        this.repeat(length, () => this.put(this.below() ^ this.foreground));
        break;
      case 'mask':
        for (let left = length; left > 0; left -= 8) {
          this.mask(this.source.number(1), Math.min(8, left));
        }
        break;
      case 'colour': {
        const colour = this.pixel();
        this.repeat(length, () => this.put(colour));
        break;
      }
      case 'dithered': {
        const pair = [this.pixel(), this.pixel()];
        this.repeat(length, () => pair.forEach((pixel) => this.put(pixel)));
        break;
      }
      case 'pixels':
        this.repeat(length, () => this.put(this.pixel()));
        break;
      case 'special1':
        this.mask(0x03, 8);
        break;
      case 'special2':
        this.mask(0x05, 8);
        break;
      case 'white':
        this.put(this.white);
        break;
      case 'black':
        this.put(0);
        break;
    }
  }

  private repeat(times: number, work: (i: number) => void): void {
    for (let i = 0; i < times; i++) {
      work(i);
    }
  }

  private mask(bits: number, length: number): void {
    this.repeat(length, (i) => this.put(bits & (1 << i) ? this.below() ^ this.foreground : this.below()));
  }

  private pixel(): number {
    return this.source.number(this.bytes);
  }

  private below(): number {
    return this.firstLine ? 0 : this.pixels[this.at - this.width]!;
  }

  private put(pixel: number): void {
    if (this.at >= this.pixels.length) {
      throw new RangeError('the RLE data hold more pixels than the bitmap');
    }
    this.pixels[this.at++] = pixel;
  }
}

/**
 * Pixels of a bitmap in the order they were sent: the lowest line first, from left to right.
 *
 * @throws RangeError where the data are no such bitmap
 */
export function decodeRle(data: Uint8Array, width: number, height: number, bitsPerPixel: number): Uint32Array {
  const white = WHITE[bitsPerPixel];
  if (white === undefined) {
    throw new RangeError(`no RLE bitmap has ${bitsPerPixel} bits a pixel`);
  }
  const source = new Source(data);
  const decoder = new Decoder(source, width, height, white, Math.ceil(bitsPerPixel / 8));
  while (!source.empty) {
    decoder.order();
  }
  return decoder.pixels;
}
