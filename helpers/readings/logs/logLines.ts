import type { Workload } from '../../lane/workload.ts';
import { logs } from '../../kube/logs.ts';
import { appContainer } from '../../kube/pods.ts';
import { times } from '../../times.ts';
import { seenWithin } from '../../waiting.ts';

/** Lines of a workload's logs since an instant that `matches`, with the pod before each line. */
export async function logLines(
  workload: Workload,
  container: 'app' | 'istio-proxy',
  since: Date,
  matches: (line: string) => boolean,
): Promise<string[]> {
  const pods = await workload.pods();
  const found = await Promise.all(
    pods.map(async (pod) => {
      const name = pod.metadata?.name ?? '';
      const text = await logs(
        { namespace: workload.namespace, pod: name, container: container === 'app' ? appContainer(pod) : container },
        new Date(since.getTime() - times.skew),
      );
      return text
        .split('\n')
        .filter((line) => line && matches(line))
        .map((line) => `${name} ${line}`);
    }),
  );
  return found.flat();
}

/** Reads the logs until `count` lines match, for 10 s at most: a proxy flushes its access log once a second, and a busy node writes it to the file later still. */
export async function awaitLogLines(
  workload: Workload,
  container: 'app' | 'istio-proxy',
  since: Date,
  matches: (line: string) => boolean,
  count: number,
): Promise<string[]> {
  let found: string[] = [];
  await seenWithin(
    times.logLag,
    async () => {
      found = await logLines(workload, container, since, matches);
      return found.length >= count || `${found.length} of ${count} lines`;
    },
    () => 200,
  );
  return found;
}

/** The line holds one of these nonces. They end in a number: `…-1` must not find `…-10`. */
export function mentions(line: string, nonces: string[]): boolean {
  return nonces.some((nonce) => line.includes(`"${nonce}"`));
}
