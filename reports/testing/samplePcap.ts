function frame(payload: Uint8Array): Buffer {
  const ip = Buffer.alloc(20);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(40 + payload.length, 2);
  ip.writeUInt8(6, 9);
  ip.set([10, 0, 0, 1, 10, 0, 0, 2], 12);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(40000, 0);
  tcp.writeUInt16BE(80, 2);
  tcp.writeUInt8(0x50, 12);
  return Buffer.concat([Buffer.alloc(14), ip, tcp, payload]);
}

function record(payload: Uint8Array): Buffer {
  const packet = frame(payload);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(packet.length, 8);
  header.writeUInt32LE(packet.length, 12);
  return Buffer.concat([header, packet]);
}

/** A pcap file (Ethernet) with an empty TCP segment and one that carries `payload`. */
export function samplePcap(payload: string | Uint8Array): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt32LE(1, 20);
  return Buffer.concat([head, record(new Uint8Array()), record(Buffer.from(payload as string))]);
}
