import { type Markup, markup } from '../../../web/markup.ts';
import { plural } from '../../../web/words.ts';
import { type Packet, readPcap } from './pcap.ts';

const shownBytes = 96;

const records: Record<number, string> = { 20: 'change cipher spec', 21: 'alert', 22: 'handshake', 23: 'application data' };

const latin = (payload: Uint8Array, count: number) => Buffer.from(payload.subarray(0, count)).toString('latin1');

const isReadable = ({ payload }: Packet) => /^[A-Z]{3,7} \S+ HTTP\/1|^HTTP\/1/.test(latin(payload, 512));

const tlsRecord = ({ payload: [type = 0, major] }: Packet) => (major === 3 ? records[type] : undefined);

/** The packet that decides whether traffic is readable: plain HTTP, else a TLS record with data, else any packet. */
const deciding = (packets: readonly Packet[]): Packet | undefined =>
  packets.find(isReadable) ??
  packets.find((one) => tlsRecord(one) === 'application data') ??
  packets.find(tlsRecord) ??
  packets[0];

/** `0000  47 45 54 …  GET …`: offset, bytes and their ASCII, sixteen bytes a line. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const half = (from: number) =>
      hex
        .slice(from, from + 8)
        .join(' ')
        .padEnd(23);
    const ascii = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${half(0)}  ${half(8)}  ${ascii}`);
  }
  return lines.join('\n');
}

/** The content of a capture in one line, and the deciding packet in hex and ASCII. */
export function renderCapture(file: Uint8Array): Markup {
  const capture = readPcap(file);
  if (!capture) return markup`<p class="aside">Not a pcap file that this page can read.</p>`;
  const { packets, withPayload } = capture;
  const readable = withPayload.filter(isReadable).length;
  const encrypted = withPayload.filter((one) => tlsRecord(one)).length;
  const counts = `${plural(packets, 'packet')}, ${withPayload.length} with TCP payload: ${readable} start with readable HTTP, ${encrypted} with a TLS record`;
  const packet = deciding(withPayload);
  if (!packet) return markup`<p class="value">${counts}.</p>`;
  const kind = isReadable(packet)
    ? 'readable HTTP'
    : tlsRecord(packet)
      ? `TLS record: ${tlsRecord(packet)}`
      : 'starts with neither HTTP nor TLS';
  const more =
    packet.payload.length > shownBytes
      ? `, the first ${shownBytes} of ${packet.payload.length} bytes`
      : `, ${packet.payload.length} bytes`;
  return markup`<p class="value">${counts}.</p><figure class="packet"><pre tabindex="0" role="region" aria-label="packet ${packet.number}">${hexDump(packet.payload.subarray(0, shownBytes))}</pre><figcaption>Packet ${packet.number}: ${packet.from} → ${packet.to}, ${kind}${more}</figcaption></figure>`;
}
