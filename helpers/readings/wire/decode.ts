import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inconclusive } from '../../errors.ts';
import { runApart } from '../../starter/starter.ts';

export interface Segment {
  from: string;
  to: string;
  /** TCP flags as tshark prints them, such as 0x0002 for SYN. */
  flags: number;
  payload: Buffer;
  /** TLS record types that end in this segment (RFC 8446, 5.1). */
  tls: string[];
  /** ALPN protocols offered or chosen in this segment's handshake (RFC 7301). */
  alpn: string[];
}

const recordTypes: Record<string, string> = { 20: 'change cipher spec', 21: 'alert', 22: 'handshake', 23: 'application data' };
const fields = [
  'ip.src',
  'tcp.srcport',
  'ip.dst',
  'tcp.dstport',
  'tcp.flags',
  'tcp.payload',
  'tls.record.content_type',
  // in TLS 1.3 encrypted records carry their outer type here
  'tls.record.opaque_type',
  'tls.handshake.extensions_alpn_str',
  'udp.srcport',
  'udp.dstport',
];

/**
 * TCP segments of a pcap file, and UDP datagrams as segments without payload, read by Wireshark's tshark; `tlsPort` is decoded as TLS
 * whatever its number says.
 */
export async function decode(pcap: Buffer, tlsPort: number): Promise<Segment[]> {
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-pcap-'));
  try {
    const file = join(folder, 'capture.pcap');
    await writeFile(file, pcap);
    const decoded = await runApart('tshark', [
      '-r',
      file,
      '-n',
      '-Y',
      'tcp or udp',
      '-d',
      `tcp.port==${tlsPort},tls`,
      '-T',
      'fields',
      '-E',
      'separator=|',
      '-E',
      'occurrence=a',
      ...fields.flatMap((field) => ['-e', field]),
    ]);
    if (decoded.exitCode !== 0)
      throw new Inconclusive(
        `tshark could not read the capture: ${decoded.stderr || decoded.message || 'no message'} (Debian package tshark)`,
      );
    return decoded.stdout.split('\n').filter(Boolean).map(segment);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function segment(line: string): Segment {
  const [source, sourcePort, destination, destinationPort, flags, payload = '', types = '', opaque = '', alpn = '', ...datagram] =
    line.split('|');
  const [datagramSource, datagramDestination] = datagram;
  return {
    from: `${source}:${sourcePort || datagramSource}`,
    to: `${destination}:${destinationPort || datagramDestination}`,
    flags: Number(flags),
    payload: Buffer.from(payload.replaceAll(':', ''), 'hex'),
    tls: `${types},${opaque}`
      .split(',')
      .filter(Boolean)
      .map((type) => recordTypes[type] ?? `type ${type}`),
    alpn: alpn.split(',').filter(Boolean),
  };
}

/** Names of the headers, in lower case, of an HTTP/1.1 request that begins with this payload (RFC 9112, 2.1); none of anything else. */
export function requestHeaders(payload: Buffer): string[] {
  const [start = '', ...lines] = payload.toString('latin1').split('\r\n\r\n', 1).join('').split('\r\n');
  return start.endsWith(' HTTP/1.1') ? lines.map((line) => line.split(':', 1).join('').toLowerCase()) : [];
}
