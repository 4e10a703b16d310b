import { Inconclusive } from '../../errors.ts';
import { exec, start, type PodRef } from '../../kube/exec.ts';
import { patch, read, type Manifest } from '../../kube/objects.ts';
import { times } from '../../times.ts';
import { uses } from '../../uses.ts';
import { until, waiting } from '../../waiting.ts';
import { mirrored } from '../../../cluster/records/imageMirror.ts';
import { imagePart } from '../../../cluster/records/parts.ts';

const container = 'meshproof-tap';
const tapImage = 'nicolaka/netshoot';

/** Where a mark goes, which nobody takes: TEST-NET-1 (RFC 5737) by the pod's way out, or the loopback interface, to the discard port. */
const markTo = (networkInterface: string) => (networkInterface === 'lo' ? '127.0.0.9' : '192.0.2.9');
export const markPort = 9;

export interface Tap {
  /** Sends a datagram from the pod, which the capture has to hold whatever its filter is. */
  mark(): Promise<void>;
  /** Ends the capture; the pcap file's bytes. Throws Inconclusive where the kernel dropped packets. */
  stop(): Promise<Buffer>;
}

/** tcpdump in the pod's own network namespace, proven to be listening when this resolves. Throws Inconclusive where it cannot listen. */
export async function listen(pod: Manifest, options: { interface: string; filter: string }): Promise<Tap> {
  const at = await tapContainer(pod);
  const target = markTo(options.interface);
  const filter = `(${options.filter}) or (udp and dst host ${target} and dst port ${markPort})`;
  const listening = Promise.withResolvers<void>();
  let words = '';
  // closing standard input ends tcpdump in order; without immediate mode it would lose what the kernel's ring holds back for up to 1 s,
  // and with it the ring is of whole frames: 32 MiB hold 512 of them
  const script =
    'exec 3<&0; tcpdump --immediate-mode -B 32768 -U -s 65535 -n -i "$1" -w - "$2" & dump=$!; ( cat <&3; kill -INT $dump ) >/dev/null 2>&1 & wait $dump';
  const running = await start(at, ['sh', '-c', script, 'tap', options.interface, filter], {
    onStderr(chunk) {
      words += chunk;
      if (words.includes('listening on')) listening.resolve();
    },
  });
  const refused = running.done.then(({ exit }) => {
    throw new Inconclusive(
      `tcpdump in ${at.namespace}/${at.pod} ended with ${exit} before it listened: ${words.trim() || 'no message'}`,
    );
  });
  await waiting(() =>
    Promise.race([
      listening.promise,
      refused,
      after(times.listening, `tcpdump in ${at.namespace}/${at.pod} did not say in time that it listens: ${words.trim()}`),
    ]),
  );
  refused.catch(() => undefined);
  return {
    async mark() {
      const { exit, stderr } = await exec(at, ['bash', '-c', `echo > /dev/udp/${target}/${markPort}`]);
      if (exit !== 0) throw new Inconclusive(`no mark could be sent from ${at.namespace}/${at.pod}: ${stderr.trim()}`);
    },
    async stop() {
      running.stop();
      const { exit, stdout } = await running.done;
      const lost = lostIn(words, exit);
      if (lost) throw new Inconclusive(`tcpdump in ${at.namespace}/${at.pod} ${lost}: what it did not see says nothing`);
      return stdout;
    },
  };
}

/** Why tcpdump's last words do not vouch for the whole capture, or undefined. It counts one as "1 packet" (print_statistics in tcpdump.c). */
export function lostIn(words: string, exit: number): string | undefined {
  const dropped = [...words.matchAll(/^(\d+) packets? dropped by (kernel|interface)/gm)];
  if (exit !== 0) return `ended with ${exit}`;
  if (!dropped.some(([, , by]) => by === 'kernel')) return 'did not say how many packets it lost';
  const lost = dropped.reduce((sum, [, count]) => sum + Number(count), 0);
  return lost > 0 ? `lost ${lost} packet${lost === 1 ? '' : 's'}` : undefined;
}

/** An ephemeral container shares the pod's network namespace and leaves its other containers as they are. */
async function tapContainer(pod: Manifest): Promise<PodRef> {
  uses(imagePart(tapImage), 'pod network');
  const { namespace, name } = pod.metadata as { namespace: string; name: string };
  const at = { namespace, pod: name, container };
  const there = pod.spec.ephemeralContainers?.some((one: { name: string }) => one.name === container);
  if (!there) {
    const tap = {
      name: container,
      image: mirrored(tapImage),
      // a first process without a trap ignores SIGTERM, and the pod would take its whole grace period, 30 s, to go
      command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'],
      securityContext: { runAsUser: 0, runAsNonRoot: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
    };
    await patch(
      { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name }, spec: { ephemeralContainers: [tap] } },
      { subresource: 'ephemeralcontainers', strategic: true },
    );
  }
  await until(`the capture's container in ${namespace}/${name} to start`, times.tap, async () => {
    const now = await read('v1', 'Pod', namespace, name);
    const status = now?.status?.ephemeralContainerStatuses?.find((one: { name: string }) => one.name === container);
    return status?.state?.running ? true : JSON.stringify(status?.state ?? 'not seen by the kubelet yet');
  });
  return at;
}

function after(ms: number, message: string): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Inconclusive(message)), ms).unref());
}
