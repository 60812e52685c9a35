/** One packet of sound or of a key (RFC 3550). */
export interface Packet {
  readonly type: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly source: number;
  readonly payload: Uint8Array;
}

export function readPacket(bytes: Uint8Array): Packet | undefined {
  if (bytes.length < 12 || (bytes[0] ?? 0) >> 6 !== 2) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = view.getUint8(0);
  let from = 12 + 4 * (head & 0x0f);
  if ((head & 0x10) !== 0) {
    if (from + 4 > bytes.length) return undefined;
    from += 4 + 4 * view.getUint16(from + 2);
  }
  const padding = (head & 0x20) === 0 ? 0 : view.getUint8(bytes.length - 1);
  const end = bytes.length - padding;
  if (from > end) return undefined;
  return {
    type: view.getUint8(1) & 0x7f,
    marker: view.getUint8(1) > 0x7f,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    source: view.getUint32(8),
    payload: bytes.subarray(from, end),
  };
}

export function writePacket(packet: Packet): Uint8Array {
  const bytes = new Uint8Array(12 + packet.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, packet.type | (packet.marker ? 0x80 : 0));
  view.setUint16(2, packet.sequence & 0xffff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.source >>> 0);
  bytes.set(packet.payload, 12);
  return bytes;
}

const keys = '0123456789*#';

/** The key of a telephone event (RFC 4733); its letters A to D are no keys here. */
export const keyIn = (payload: Uint8Array): string | undefined =>
  payload.length >= 4 ? keys[payload[0] ?? keys.length] : undefined;

/** Whether a sequence number comes after another, over its turn at 65,535. */
export const isAfter = (later: number, earlier: number) =>
  ((later - earlier) & 0xffff) - 1 < 0x7fff && later !== earlier;
