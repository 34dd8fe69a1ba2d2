// Cuts what the guest sends into its messages, and lets updates with bitmaps be mended on the way (bitmaps.ts).

import { mended } from './bitmaps';

const TPKT = 3;
const MCS_SEND_DATA_INDICATION = 0x68;
const GLOBAL_CHANNEL = 1003;
const DATA_PDU = 0x7;
const UPDATE = 2;
const SHARE_HEADERS = 18;
const FAST_PATH_BITMAP_WHOLE = 0x01;

/** The length of the message that begins here, or undefined where too little of it is there. */
function lengthAt(bytes: Uint8Array, at: number): number | undefined {
  const left = bytes.length - at;
  if (bytes[at] === TPKT) {
    return left < 4 ? undefined : (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  if (left < 2 || (bytes[at + 1]! & 0x80 && left < 3)) {
    return undefined;
  }
  return bytes[at + 1]! & 0x80 ? ((bytes[at + 1]! & 0x7f) << 8) | bytes[at + 2]! : bytes[at + 1]!;
}

/** The update in a slow-path message: X.224, MCS, share control and share data headers, then it. */
function slowUpdate(message: Uint8Array): Uint8Array | undefined {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (message.length < 36 || message[7] !== MCS_SEND_DATA_INDICATION || view.getUint16(10) !== GLOBAL_CHANNEL) {
    return undefined;
  }
  const share = message[13]! & 0x80 ? 15 : 14;
  const plain = message[share + 15] === 0;
  const isUpdate = (message[share + 2]! & 0xf) === DATA_PDU && message[share + 14] === UPDATE;
  return isUpdate && plain ? message.subarray(share + SHARE_HEADERS) : undefined;
}

/** The update in a fast-path message that has one, whole and not compressed. */
function fastUpdate(message: Uint8Array): Uint8Array | undefined {
  const head = message[1]! & 0x80 ? 3 : 2;
  const size = (message[head + 1] ?? 0) | ((message[head + 2] ?? 0) << 8);
  const alone = message.length === head + 3 + size;
  return message[0] === 0 && message[head] === FAST_PATH_BITMAP_WHOLE && alone ? message.subarray(head + 3) : undefined;
}

function mend(message: Uint8Array): Uint8Array[] {
  const update = message[0] === TPKT ? slowUpdate(message) : fastUpdate(message);
  try {
    return (update && mended(update)) ?? [message];
  } catch {
    // Whatever is wrong with it, IronRDP has its own answer to it.
    return [message];
  }
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The guest's side of a connection, from its first update on. A stream that cannot be understood is passed on as it is. */
export class GuestStream {
  private rest = new Uint8Array(0);
  private lost = false;

  /** What to pass on for bytes that came: whole messages, mended. */
  pass(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const all = joined([this.rest, bytes]);
    const out: Uint8Array[] = [];
    let at = 0;
    while (!this.lost && at < all.length) {
      const length = lengthAt(all, at);
      this.lost = length !== undefined && length < 2;
      if (length === undefined || this.lost || at + length > all.length) {
        break;
      }
      out.push(...mend(all.subarray(at, at + length)));
      at += length;
    }
    this.rest = this.lost ? new Uint8Array(0) : all.slice(at);
    return joined(this.lost ? [...out, all.subarray(at)] : out);
  }
}
