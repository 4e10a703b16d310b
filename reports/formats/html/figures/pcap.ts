/** A captured TCP packet with data. */
export interface Packet {
  /** Number in the capture, from 1. */
  number: number;
  from: string;
  to: string;
  payload: Uint8Array;
}

export interface Capture {
  packets: number;
  withPayload: Packet[];
}

const isLittle = new Set([0xd4c3b2a1, 0x4d3cb2a1]);
const isBig = new Set([0xa1b2c3d4, 0xa1b23c4d]);

// Bytes before the IP header by link type: Ethernet, Linux cooked v1 and v2, raw IP.
const linkHeader: Record<number, number> = { 1: 14, 113: 16, 276: 20, 101: 0 };

function tcpOf(frame: DataView, start: number, number: number): Packet | undefined {
  if (frame.byteLength < start + 20 || frame.getUint8(start) >> 4 !== 4 || frame.getUint8(start + 9) !== 6) return undefined;
  const tcp = start + (frame.getUint8(start) & 15) * 4;
  const end = Math.min(frame.byteLength, start + frame.getUint16(start + 2));
  if (end < tcp + 20) return undefined;
  const data = tcp + (frame.getUint8(tcp + 12) >> 4) * 4;
  if (data >= end) return undefined;
  const address = (at: number) => [0, 1, 2, 3].map((step) => frame.getUint8(at + step)).join('.');
  return {
    number,
    from: `${address(start + 12)}:${frame.getUint16(tcp)}`,
    to: `${address(start + 16)}:${frame.getUint16(tcp + 2)}`,
    payload: new Uint8Array(frame.buffer, frame.byteOffset + data, end - data),
  };
}

/** Reads a classic pcap file (IPv4 over the link types that tcpdump writes on Linux). Undefined for other files. */
export function readPcap(file: Uint8Array): Capture | undefined {
  if (file.byteLength < 24) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0);
  if (!isLittle.has(magic) && !isBig.has(magic)) return undefined;
  const little = isLittle.has(magic);
  const header = linkHeader[view.getUint32(20, little) & 0xffff];
  const withPayload: Packet[] = [];
  let packets = 0;
  for (let at = 24; at + 16 <= file.byteLength;) {
    const length = view.getUint32(at + 8, little);
    if (at + 16 + length > file.byteLength) break;
    packets += 1;
    const packet =
      header === undefined ? undefined : tcpOf(new DataView(file.buffer, file.byteOffset + at + 16, length), header, packets);
    if (packet) withPayload.push(packet);
    at += 16 + length;
  }
  return { packets, withPayload };
}
