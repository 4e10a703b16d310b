import { expect, test, vi } from 'vitest';
import { Inconclusive } from '../../errors.ts';
import { decode, requestHeaders } from './decode.ts';

// tshark takes seconds to start where the machine is busy
vi.setConfig({ testTimeout: 60_000 });

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const text = (value: string) => [...Buffer.from(value)];
const sized = (bytes: number[]) => [...u16(bytes.length), ...bytes];

const client = { address: [10, 244, 1, 5], port: 40000 };
const server = { address: [10, 244, 2, 7], port: 80 };
const [syn, ack, push] = [0x02, 0x10, 0x18];

interface Packet {
  from: typeof client;
  to: typeof client;
  flags: number;
  sequence: number;
  payload: number[];
}

/** A capture file (libpcap's classic format, Ethernet) of IPv4 and TCP (RFC 791, RFC 9293) without checksums. */
function pcap(packets: Packet[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262144, 16);
  header.writeUInt32LE(1, 20);
  const records = packets.map(({ from, to, flags, sequence, payload }, index) => {
    const tcp = [...u16(from.port), ...u16(to.port), ...u32(sequence), ...u32(1), 0x50, flags, ...u16(64240), 0, 0, 0, 0];
    const ip = [0x45, 0, ...u16(40 + payload.length), 0, index, 0x40, 0, 64, 6, 0, 0, ...from.address, ...to.address];
    const frame = Buffer.from([...Array<number>(12).fill(2), 8, 0, ...ip, ...tcp, ...payload]);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + index, 0);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return Buffer.concat([record, frame]);
  });
  return Buffer.concat([header, ...records]);
}

/** The packets of one connection: its SYN, then these payloads. */
function connection(...payloads: ['client' | 'server', number[]][]): Packet[] {
  const next = { client: 1, server: 1 };
  const packets: Packet[] = [{ from: client, to: server, flags: syn, sequence: 0, payload: [] }];
  for (const [by, payload] of payloads) {
    const [from, to] = by === 'client' ? [client, server] : [server, client];
    packets.push({ from, to, flags: payload.length > 0 ? push : ack, sequence: next[by], payload });
    next[by] += payload.length;
  }
  return packets;
}

const record = (type: number, content: number[]) => [type, 3, 3, ...sized(content)];
const handshake = (type: number, content: number[]) => record(22, [type, 0, ...sized(content)]);
const random = Array<number>(32).fill(7);
const alpn = (...names: string[]) => [0, 16, ...sized(sized(names.flatMap((name) => [name.length, ...text(name)])))];
const version13 = [0, 43, 0, 2, 3, 4];
const clientHello = handshake(1, [
  ...[3, 3, ...random, 0, ...sized([0x13, 0x01, 0xc0, 0x2f]), 1, 0],
  ...sized([...alpn('istio-peer-exchange', 'istio'), 0, 43, 0, 3, 2, 3, 4]),
]);
const serverHello = (extensions: number[]) => handshake(2, [3, 3, ...random, 0, 0x13, 0x01, 0, ...sized(extensions)]);
const sealed = record(23, Array<number>(40).fill(9));

const get = 'GET / HTTP/1.1\r\nHost: backend\r\nUser-Agent: meshproof-0123456789-1\r\n\r\n';

test('plaintext on port 80 is read as it went over the wire, though the port is tried as TLS', async () => {
  const segments = await decode(pcap(connection(['server', []], ['client', text(get)])), 80);
  expect(segments).toEqual([
    { from: '10.244.1.5:40000', to: '10.244.2.7:80', flags: 0x02, payload: Buffer.alloc(0), tls: [], alpn: [] },
    { from: '10.244.2.7:80', to: '10.244.1.5:40000', flags: 0x10, payload: Buffer.alloc(0), tls: [], alpn: [] },
    { from: '10.244.1.5:40000', to: '10.244.2.7:80', flags: 0x18, payload: Buffer.from(get), tls: [], alpn: [] },
  ]);
});

test('TLS 1.3 on port 80: record types and the offered ALPN', async () => {
  const packets = connection(
    ['client', clientHello],
    ['server', [...serverHello(version13), ...record(20, [1]), ...sealed]],
    ['client', sealed],
  );
  const [, hello, answer, data] = await decode(pcap(packets), 80);
  expect(hello).toMatchObject({ tls: ['handshake'], alpn: ['istio-peer-exchange', 'istio'] });
  expect(answer?.tls).toEqual(['handshake', 'change cipher spec', 'application data']);
  expect(data).toMatchObject({ tls: ['application data'], payload: Buffer.from(sealed) });
});

test('TLS 1.2: the chosen ALPN, application data and an alert', async () => {
  const packets = connection(
    ['client', clientHello],
    ['server', serverHello(alpn('h2'))],
    ['server', sealed],
    ['server', record(21, [1, 0])],
  );
  const [, , chosen, data, alert] = await decode(pcap(packets), 80);
  expect(chosen?.alpn).toEqual(['h2']);
  expect(data?.tls).toEqual(['application data']);
  expect(alert?.tls).toEqual(['alert']);
});

test('a record in two segments belongs to the one in which it ends', async () => {
  const [first, second] = [clientHello.slice(0, 50), clientHello.slice(50)];
  const [, begin, end] = await decode(pcap(connection(['client', first], ['client', second])), 80);
  expect(begin).toMatchObject({ tls: [], payload: Buffer.from(first) });
  expect(end).toMatchObject({ tls: ['handshake'], payload: Buffer.from(second) });
});

test('what is not tried as TLS is not read as TLS', async () => {
  const [, hello] = await decode(pcap(connection(['client', clientHello])), 15443);
  expect(hello).toMatchObject({ tls: [], alpn: [], payload: Buffer.from(clientHello) });
});

test('a capture without packets is empty, bytes that are no capture are inconclusive', async () => {
  expect(await decode(pcap([]), 80)).toEqual([]);
  const refused = decode(Buffer.from('tcpdump: eth0: no such device'), 80);
  await expect(refused).rejects.toThrow(Inconclusive);
  await expect(refused).rejects.toThrow('tshark could not read the capture');
});

test('the headers of a request are named, its body and anything else are not', () => {
  const of = (text: string) => requestHeaders(Buffer.from(text));
  expect(of('POST /data HTTP/1.1\r\nHost: backend\r\nX-Request-Id: 1:2\r\n\r\nuser: body\r\n')).toEqual(['host', 'x-request-id']);
  expect(of('HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n')).toEqual([]);
  expect(requestHeaders(Buffer.from('160303', 'hex'))).toEqual([]);
});
