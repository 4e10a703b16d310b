import { Inconclusive } from '../../errors.ts';
import { failing } from '../../failure.ts';
import { appContainer } from '../../kube/pods.ts';
import { times } from '../../times.ts';
import { pause } from '../../waiting.ts';
import type { Workload } from '../../lane/workload.ts';
import { burst } from '../http/burst.ts';
import type { HttpProbe } from '../http/httpProbe.ts';
import type { HttpOutcome } from '../http/refusal.ts';
import type { Reading, Sample } from '../reading.ts';
import { decode, requestHeaders, type Segment } from './decode.ts';
import { listen, markPort } from './tap.ts';

export interface CaptureOptions {
  /** Whose network namespace; it has to have one Ready pod. */
  on: Workload;
  during: HttpProbe;
  requests?: number;
  interface?: string;
  /** Port on the wire that is tried as TLS. */
  port?: number;
  /** Instead of all TCP of the client's pod: a document's own expression. */
  filter?: string;
}

/** What one capture shows; each part is a reading of its own over the same pcap. */
export interface Wire {
  /** Requests that got an answer. */
  answered: Reading<number>;
  /** Requests whose nonce stands readable in a payload. */
  readable: Reading<number>;
  /** TCP segments with payload. */
  packets: Reading<number>;
  tlsRecords: Reading<string[]>;
  alpn: Reading<string[]>;
  /** Names of the HTTP request headers that stand readable, in lower case. */
  headers: Reading<string[]>;
  /** Payload-bearing segments of the port that belong to no TLS record stream. */
  outsideTls: Reading<number>;
}

/**
 * Captures in a pod's network namespace while requests are sent. The capture must hold a sentinel before and after the requests:
 * a connection attempt of the same client to a closed port, or, where a `filter` would not let that pass, a datagram of the pod itself.
 * A capture without both is taken once more, then the claim is inconclusive. That a `filter` finds what it must is for the spec's control.
 *
 * @throws {Inconclusive} when tcpdump cannot listen or loses packets, and when both captures lack a sentinel
 */
export async function capture(options: CaptureOptions): Promise<Wire> {
  const first = await captureOnce(options);
  const captured = isFramed(first) ? first : await captureOnce(options);
  if (!isFramed(captured)) {
    const [sentinels, others] = [true, false].map(
      (wanted) => captured.segments.filter((one) => isSentinel(one) === wanted).length,
    );
    throw new Inconclusive(
      `${captured.says}: both sentinels have to frame the payload (${sentinels} segments of sentinels, ${others} others): it cannot vouch for anything`,
    );
  }
  return view({ ...captured, segments: captured.segments.filter((one) => !isSentinel(one)) });
}

async function captureOnce({ on, during, requests = 5, port = 80, filter, ...options }: CaptureOptions): Promise<Captured> {
  const [pod, ...others] = await on.pods();
  if (!pod || others.length > 0)
    throw new Inconclusive(`a capture needs one Ready pod of ${on.name}, there are ${pod ? others.length + 1 : 0}`);
  const client = await during.client.pod();
  const at = { namespace: during.client.namespace, pod: client.metadata?.name ?? '', container: appContainer(client) };
  const wanted = filter ?? `tcp and host ${client.status?.podIP}`;
  const networkInterface = options.interface ?? 'eth0';
  const tap = await listen(pod, { interface: networkInterface, filter: wanted });
  const started = new Date();
  const sentinel = filter
    ? () => tap.mark()
    : () => drain(burst(at, { url: `http://${pod.status?.podIP}:${markPort}/`, maxTime: 1 }, { count: 1, gap: 0 }).samples);
  await sentinel();
  const samples = await drain(burst(at, { maxTime: 10, ...during.request }, { count: requests, gap: 0 }).samples);
  await sentinel();
  // the last segments reach tcpdump after the client has its answer
  await pause(times.lastSegments);
  const pcap = await tap.stop();
  return {
    segments: await decode(pcap, port),
    filtered: filter !== undefined,
    samples,
    pcap,
    port,
    started,
    on: on.name,
    says: `tcpdump -i ${networkInterface} '${wanted}' in the pod of ${on.name} during ${requests} × ${during.says}`,
  };
}

function isSentinel({ from, to }: Segment): boolean {
  return from.endsWith(`:${markPort}`) || to.endsWith(`:${markPort}`);
}

/** All payload stands between the first and the last sentinel; only a filter may have kept all of it out. */
export function isFramed({ segments, filtered }: Pick<Captured, 'segments' | 'filtered'>): boolean {
  const [first, last] = [segments.findIndex(isSentinel), segments.findLastIndex(isSentinel)];
  const loaded = segments.flatMap((one, at) => (one.payload.length > 0 && !isSentinel(one) ? [at] : []));
  return first >= 0 && last > first && loaded.every((at) => at > first && at < last) && (filtered || loaded.length > 0);
}

interface Captured {
  segments: Segment[];
  /** By an expression of the spec's own, which may let no payload pass. */
  filtered: boolean;
  samples: Sample<HttpOutcome>[];
  pcap: Buffer;
  port: number;
  started: Date;
  says: string;
  /** The pod. */
  on: string;
}

/** What the readings of one capture are computed from. */
function partsOf({ segments, samples, port }: Captured) {
  const loaded = segments.filter((one) => one.payload.length > 0);
  return {
    samples,
    loaded,
    all: Buffer.concat(loaded.map((one) => one.payload)),
    onPort: loaded.filter((one) => one.from.endsWith(`:${port}`) || one.to.endsWith(`:${port}`)),
    unique: (of: (one: Segment) => string[]) => [...new Set(segments.flatMap(of))].sort(),
  };
}
type Parts = ReturnType<typeof partsOf>;

/** A capture is not taken again; with a broken instrument it would have held no sentinel. */
function lookAt(captured: Captured): Captured {
  const failure = failing();
  if (failure) throw new Inconclusive(`${captured.says}: ${failure}`);
  return captured;
}

function view(captured: Captured): Wire {
  const given = <T>(
    what: string,
    of: (parts: Parts) => T,
    blanks = [of(partsOf({ ...captured, segments: [] }))],
  ): Reading<T> => ({
    says: `${what} in ${captured.says}`,
    witness: 'packet-capture',
    repeat: 'recorded',
    command: captured.says,
    instrument: `captures on ${captured.on}`,
    blanks,
    // sentinels have vouched for tcpdump; that a filter lets anything pass is vouched for by another capture on the same pod
    prove: async ({ like }) => {
      const { filtered, segments } = lookAt(captured);
      const says = `sentinels frame the ${segments.length} segments that tcpdump saw`;
      return { works: true, says, ...(like.length > 0 && filtered && segments.length === 0 && { awaited: true }) };
    },
    take: async () => {
      const value = of(partsOf(lookAt(captured)));
      return {
        value,
        says: `${what}: ${Array.isArray(value) ? value.join(', ') || 'none' : String(value)}`,
        at: captured.started,
        ms: 0,
        artifacts: [{ name: 'capture.pcap', content: captured.pcap, mediaType: 'application/vnd.tcpdump.pcap' }],
      };
    },
  });
  return {
    // the client counts these, so they show nothing of tcpdump
    answered: {
      ...given('requests answered', ({ samples }) => samples.filter((one) => one.value.status > 0).length, [0]),
      instrument: undefined,
    },
    readable: given(
      'requests readable',
      ({ samples, all }) => samples.filter((one) => all.includes(Buffer.from(`${one.nonce}\r\n`))).length,
    ),
    packets: given('segments with payload', ({ loaded }) => loaded.length),
    tlsRecords: given('TLS record types', ({ unique }) => unique((one) => one.tls)),
    alpn: given('ALPN protocols', ({ unique }) => unique((one) => one.alpn)),
    headers: given('readable request headers', ({ unique }) => unique(({ payload }) => requestHeaders(payload))),
    outsideTls: given('segments outside TLS', ({ onPort }) => outsideTls(onPort)),
  };
}

/** Counts segments of streams that do not begin with a TLS record (a content type of 20-23 and a version 3.x). */
function outsideTls(segments: Segment[]): number {
  const begins = new Map<string, boolean>();
  for (const { from, to, payload } of segments) {
    const stream = `${from} ${to}`;
    if (!begins.has(stream)) begins.set(stream, (payload[0] ?? 0) >= 20 && (payload[0] ?? 0) <= 23 && payload[1] === 3);
  }
  return segments.filter(({ from, to }) => !begins.get(`${from} ${to}`)).length;
}

async function drain<T>(samples: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of samples) all.push(one);
  return all;
}
