import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askToSignIn } from '../src/desktop/autologon';
import { clockSkew, feltDuring, gapsBetween, inTimeOf } from '../src/desktop/gaps';
import { PictureWatch } from '../src/desktop/picture';
import { decodeRle } from '../src/desktop/rle';
import { scancode } from '../src/desktop/scancodes';
import { GuestStream } from '../src/desktop/stream';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const decoded = (bytes: string, width: number, height: number) => [...decodeRle(hex(bytes), width, height, 16)];

// Vectors by hand from the pseudo-code of MS-RDPBCGR 3.1.9.
test('decodes each order of interleaved RLE', () => {
  assert.deepEqual(decoded('64 00f8', 4, 1), [0xf800, 0xf800, 0xf800, 0xf800], 'colour run');
  assert.deepEqual(decoded('83 0100 0200 0300', 3, 1), [1, 2, 3], 'pixels');
  assert.deepEqual(decoded('e2 0100 0200', 4, 1), [1, 2, 1, 2], 'dithered');
  assert.deepEqual(decoded('c2 0f00', 2, 1), [0x0f, 0x0f], 'foreground, set');
  assert.deepEqual(decoded('fd fe', 2, 1), [0xffff, 0], 'white, black');
  assert.deepEqual(decoded('f3 0300 0700', 3, 1), [7, 7, 7], 'a length of two bytes');
  assert.deepEqual(decoded('60 01 0700', 33, 1), Array(33).fill(7), 'a length beside the header');
  assert.deepEqual(decoded('41 05', 8, 1), [0xffff, 0, 0xffff, 0, 0, 0, 0, 0], 'mask');
  assert.deepEqual(decoded('f9', 8, 1), [0xffff, 0xffff, 0, 0, 0, 0, 0, 0], 'special mask');
});

test('later lines build on the one below', () => {
  assert.deepEqual(decoded('82 0100 0200 02', 2, 2), [1, 2, 1, 2], 'background copies it');
  assert.deepEqual(decoded('82 0100 0200 22', 2, 2), [1, 2, 0xfffe, 0xfffd], 'foreground inverts it');
});

test('a second background run begins with a foreground pixel, but not across the end of the first line', () => {
  assert.deepEqual(decoded('02 02', 4, 1), [0, 0, 0xffff, 0]);
  assert.deepEqual(decoded('02 02', 2, 2), [0, 0, 0, 0]);
});

test('hostile RLE data are refused and nothing else happens', () => {
  let seed = Number(process.env.GODWIT_SEED ?? Date.now() % 1e9);
  console.log(`hostile RLE with seed ${seed}`);
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) >> 8;
  let refused = 0;
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: random() % 40 }, () => random() & 0xff);
    try {
      decodeRle(bytes, 1 + (random() % 64), 1 + (random() % 64), [8, 15, 16, 24][random() % 4]!);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
      refused++;
    }
  }
  assert.ok(refused > 1000);
});

// One rectangle at (10, 20), 3 pixels wide, sent as lines of 4, and 2 high: lower line 1 2 3 (9), upper 4 5 6 (9).
const RECTANGLE = '0a00 1400 0c00 1500 0400 0200 1000';
const RAW = `${RECTANGLE} 0000 1000 0100 0200 0300 0900 0400 0500 0600 0900`;
const PACKED = `${RECTANGLE} 0104 1100 88 0100 0200 0300 0900 0400 0500 0600 0900`;
const STRAIGHT = `0a00 1400 0c00 1500 0300 0200 1000 0000 1000 0100 0200 0300 0000 0400 0500 0600 0000`;

function slow(update: string): string {
  const body = hex(update);
  const share = 18 + body.length;
  const word = (n: number) => text(Uint8Array.of(n & 0xff, n >> 8));
  const big = (n: number) => text(Uint8Array.of(n >> 8, n & 0xff));
  const head = `02f080 68 0001 03eb 70 ${big(share | 0x8000)}`;
  const length = hex(head.replaceAll(' ', '')).length + 4 + share;
  const data = `${word(share)} 1700 ea03 01000000 00 01 ${word(body.length)} 02 00 ${word(share)}`;
  return text(hex(`0300 ${big(length)} ${head} ${data} ${update}`));
}

function fast(update: string): string {
  const size = hex(update).length;
  const whole = size + 6;
  return text(hex(`00 ${text(Uint8Array.of(0x80 | (whole >> 8), whole & 0xff, 1, size & 0xff, size >> 8))} ${update}`));
}

const WANTED = fast(`0100 0100 ${STRAIGHT}`);

test('bitmaps whose lines are longer than their rectangle are cut to it', () => {
  for (const update of [RAW, PACKED]) {
    for (const message of [slow(`0100 0100 ${update}`), fast(`0100 0100 ${update}`)]) {
      assert.equal(text(new GuestStream().pass(hex(message))), WANTED);
    }
  }
});

test('messages are found however the bytes are cut, and others pass unchanged', () => {
  const pointer = '0080080903000011';
  const straight = fast(`0100 0100 ${STRAIGHT}`);
  const all = hex([pointer, slow(`0100 0100 ${PACKED}`), straight, slow('0300 0000')].join(''));
  for (let at = 0; at < all.length; at++) {
    const stream = new GuestStream();
    const passed = text(stream.pass(all.subarray(0, at))) + text(stream.pass(all.subarray(at)));
    assert.equal(passed, pointer + WANTED + straight + slow('0300 0000'), `cut at ${at}`);
  }
});

test('a malformed bitmap and a stream that is no RDP pass as they came', () => {
  const malformed = slow(`0100 0100 ${RECTANGLE} 0104 0100 ff`);
  assert.equal(text(new GuestStream().pass(hex(malformed))), malformed);
  const stream = new GuestStream();
  assert.equal(text(stream.pass(hex('0001aabb'))) + text(stream.pass(hex('cc'))), '0001aabbcc');
});

test('asks the guest to sign in, in the Client Info PDU only', () => {
  const info = hex('0300 0030 02f080 64 0006 03eb 70 8020 4000 0000 00000000 33010000 0000000000000000');
  assert.equal(askToSignIn(info), true);
  assert.equal(text(info.subarray(23, 27)), '3b010000');
  const other = hex('0300 0030 02f080 64 0006 03eb 70 8020 8000 0000 00000000 33010000 0000000000000000');
  assert.equal(askToSignIn(other), false);
  assert.equal(askToSignIn(hex('0300')), false);
  assert.equal(text(other.subarray(23, 27)), '33010000');
});

test('a gap counts with its part inside the window', () => {
  assert.deepEqual(gapsBetween([90, 150, 220], 100, 200), [
    { atMillis: 100, millis: 50 },
    { atMillis: 150, millis: 50 },
  ]);
});

test('what a move felt like is set beside the standstill before it', () => {
  const moments = Array.from({ length: 500 }, (_, i) => i * 40).filter((at) => at < 10_200 || at > 10_450);
  assert.deepEqual(feltDuring(moments, 10_000, 11_000), {
    standstillGapMillis: 40,
    longestGapMillis: 320,
    gaps: [{ atMillis: 10_160, millis: 320 }],
  });
});

test('a browser whose clock is wrong tells gaps in the server\'s time', () => {
  assert.equal(clockSkew(10_000, 10_900), 0);
  assert.equal(clockSkew(10_000, 130_400), 120_400);
  const felt = { standstillGapMillis: 40, longestGapMillis: 320, gaps: [{ atMillis: 130_500, millis: 320 }] };
  assert.deepEqual(inTimeOf(120_400, felt).gaps, [{ atMillis: 10_100, millis: 320 }]);
});

test('a picture that is drawn again unchanged has not changed', () => {
  const context = Object.create({ putImageData: () => undefined });
  const canvas = { width: 64, height: 48, getContext: () => context } as unknown as HTMLCanvasElement;
  let now = 1000;
  const gaps: object[] = [];
  const watch = new PictureWatch(canvas, (gap) => gaps.push(gap), () => now);
  const draw = (at: number, colour: number) => {
    now = at;
    const image = { data: new Uint8ClampedArray(16 * 16 * 4).fill(colour), width: 16, height: 16 };
    context.putImageData(image, 16, 18);
  };
  draw(1000, 7);
  draw(1050, 7);
  draw(1240, 9);
  assert.deepEqual(gaps, [{ atMillis: 1000, millis: 240 }]);
  watch.close();
  draw(2000, 1);
  assert.equal(gaps.length, 1);
});

test('keys have the scan codes of set 1', () => {
  const codes = ['Escape', 'KeyA', 'Enter', 'Space', 'F10', 'F12', 'ArrowLeft', 'Delete', 'MetaLeft', 'NumpadEnter'];
  assert.deepEqual(codes.map(scancode), [1, 0x1e, 0x1c, 0x39, 0x44, 0x58, 0xe04b, 0xe053, 0xe05b, 0xe01c]);
  assert.equal(scancode('Nothing'), undefined);
});
