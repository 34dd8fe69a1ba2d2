// IronRDP 0.7.0 draws a bitmap askew where its lines are longer than the rectangle that they go to, which is so for each
// update of xrdp whose width is no multiple of 4 (it takes the rectangle's width for the lines' length; mended in IronRDP's
// source on 2026-07-30, "preserve bitmap source stride", and not published yet). Such bitmaps are cut to their rectangle
// here, before IronRDP sees them. This file and rle.ts go when a newer version is published.

import { decodeRle } from './rle';

const BITMAP = 1;
const COMPRESSED = 0x0001;
const NO_COMPRESSION_HEADER = 0x0400;
const COMPRESSION_HEADER = 8;
const RECTANGLE_HEADER = 18;
/** What one message carries at most; a fast-path message holds less than 32 KiB. */
const MOST_BYTES = 16384;

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
  width: number;
  height: number;
  bitsPerPixel: number;
  flags: number;
  data: Uint8Array;
  /** Header and data as they came. */
  whole: Uint8Array;
}

/** The rectangles of a TS_UPDATE_BITMAP_DATA (MS-RDPBCGR 2.2.9.1.1.3.1.2), or none where it is something else. */
function rectanglesOf(update: Uint8Array): Rectangle[] {
  const view = new DataView(update.buffer, update.byteOffset, update.byteLength);
  if (update.length < 4 || view.getUint16(0, true) !== BITMAP) {
    return [];
  }
  const rectangles: Rectangle[] = [];
  let at = 4;
  for (let left = view.getUint16(2, true); left > 0; left--) {
    const field = (i: number) => view.getUint16(at + 2 * i, true);
    const end = at + RECTANGLE_HEADER + field(8);
    rectangles.push({
      left: field(0),
      top: field(1),
      right: field(2),
      bottom: field(3),
      width: field(4),
      height: field(5),
      bitsPerPixel: field(6),
      flags: field(7),
      data: update.subarray(at + RECTANGLE_HEADER, end),
      whole: update.subarray(at, end),
    });
    at = end;
  }
  return rectangles;
}

function askew(rectangle: Rectangle): boolean {
  return rectangle.bitsPerPixel < 32 && rectangle.width !== rectangle.right - rectangle.left + 1;
}

function pixelsOf(rectangle: Rectangle): Uint32Array {
  const { width, height, bitsPerPixel, flags, data } = rectangle;
  if (flags & COMPRESSED) {
    const packed = flags & NO_COMPRESSION_HEADER ? data : data.subarray(COMPRESSION_HEADER);
    return decodeRle(packed, width, height, bitsPerPixel);
  }
  const bytes = Math.ceil(bitsPerPixel / 8);
  const stride = (width * bytes + 3) & ~3;
  return Uint32Array.from({ length: width * height }, (_, i) => {
    const from = Math.floor(i / width) * stride + (i % width) * bytes;
    return data.subarray(from, from + bytes).reduce((pixel, byte, k) => pixel | (byte << (8 * k)), 0);
  });
}

/** A part of a rectangle as an update of its own: uncompressed, its lines as long as it is wide. */
function cut(rectangle: Rectangle, pixels: Uint32Array, firstLine: number, lines: number): Uint8Array {
  const bytes = Math.ceil(rectangle.bitsPerPixel / 8);
  const width = Math.min(rectangle.width, rectangle.right - rectangle.left + 1);
  const stride = (width * bytes + 3) & ~3;
  const out = new Uint8Array(RECTANGLE_HEADER + stride * lines);
  // Lines are sent from the lowest upwards.
  const bottom = rectangle.top + rectangle.height - 1 - firstLine;
  const header = [
    rectangle.left,
    bottom - lines + 1,
    rectangle.left + width - 1,
    bottom,
    width,
    lines,
    rectangle.bitsPerPixel,
    0,
    stride * lines,
  ];
  const view = new DataView(out.buffer);
  header.forEach((value, i) => view.setUint16(2 * i, value, true));
  for (let line = 0; line < lines; line++) {
    for (let x = 0; x < width; x++) {
      const pixel = pixels[(firstLine + line) * rectangle.width + x]!;
      const to = RECTANGLE_HEADER + line * stride + x * bytes;
      for (let k = 0; k < bytes; k++) {
        out[to + k] = pixel >> (8 * k);
      }
    }
  }
  return out;
}

function cuts(rectangle: Rectangle): Uint8Array[] {
  if (!askew(rectangle)) {
    return [rectangle.whole];
  }
  const pixels = pixelsOf(rectangle);
  const most = Math.max(1, Math.floor(MOST_BYTES / (rectangle.width * 4)));
  const parts: Uint8Array[] = [];
  for (let line = 0; line < rectangle.height; line += most) {
    parts.push(cut(rectangle, pixels, line, Math.min(most, rectangle.height - line)));
  }
  return parts;
}

/** A fast-path message (MS-RDPBCGR 2.2.9.1.2) with one rectangle. */
function message(rectangle: Uint8Array): Uint8Array {
  const update = rectangle.length + 4;
  const whole = update + 6;
  const head = [0, 0x80 | (whole >> 8), whole, BITMAP, update, update >> 8, BITMAP, 0, 1, 0];
  const out = new Uint8Array(whole);
  out.set(head);
  out.set(rectangle, head.length);
  return out;
}

/**
 * For an update with bitmaps that would be drawn askew: the messages that take its place.
 *
 * @throws RangeError where the update is malformed
 */
export function mended(update: Uint8Array): Uint8Array[] | undefined {
  const rectangles = rectanglesOf(update);
  return rectangles.some(askew) ? rectangles.flatMap(cuts).map(message) : undefined;
}
