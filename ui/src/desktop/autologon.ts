// IronRDP for the web sends user and password without the flag that asks the guest to sign in with them (autologon: false,
// fixed in ironrdp-web's session.rs). xrdp then draws its own box and wants them a second time. The flag is set here, in the
// one message that carries it; the relay passes everything on unread.

const SEC_INFO_PKT = 0x0040;
const INFO_AUTOLOGON = 0x0008;
const TPKT_AND_X224 = [0x03, 0x00, -1, -1, 0x02, 0xf0, 0x80];
const MCS_SEND_DATA_REQUEST = 0x64;
const MCS_USER_DATA_LENGTH = 13;

/**
 * Sets INFO_AUTOLOGON where the message is the Client Info PDU (MS-RDPBCGR 2.2.1.11, under TLS, so without encryption of
 * its own); every other message is left alone.
 */
export function askToSignIn(message: Uint8Array): boolean {
  const header = TPKT_AND_X224.every((byte, i) => byte < 0 || message[i] === byte);
  if (!header || message[7] !== MCS_SEND_DATA_REQUEST) {
    return false;
  }
  const security = MCS_USER_DATA_LENGTH + ((message[MCS_USER_DATA_LENGTH] ?? 0) & 0x80 ? 2 : 1);
  const flags = security + 4 + 4;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (message.length < flags + 4 || view.getUint16(security, true) !== SEC_INFO_PKT) {
    return false;
  }
  view.setUint32(flags, view.getUint32(flags, true) | INFO_AUTOLOGON, true);
  return true;
}
