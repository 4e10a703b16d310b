import { randomBytes } from 'node:crypto';
import { exec } from '../../kube/exec.ts';
import { appContainer } from '../../kube/pods.ts';
import type { Workload } from '../../lane/workload.ts';
import type { Manifest } from '../../kube/objects.ts';
import type { Proof } from '../reading.ts';
import { awaitLogLines } from './logLines.ts';

/**
 * Writes a line to the application's log of each Ready pod and waits until all of them are found. What the application wrote before is in
 * the log by then, because the container's runtime copies one stream in order.
 *
 * @param from when the first of what is looked for was sent: a container that started later does not hold it
 */
export async function logBarrier(workload: Workload, from = new Date()): Promise<Proof> {
  const mark = `meshproof-barrier-${randomBytes(5).toString('hex')}`;
  const since = new Date();
  const pods = await workload.pods();
  if (pods.length === 0) return { works: false, says: `${workload.name} has no Ready pod whose log could be read` };
  const later = pods.find((pod) => startOf(pod) > from);
  if (later) return { works: false, says: `a container of ${workload.name} started after the request: ${later.metadata?.name}` };
  const written = await Promise.all(
    pods.map((pod) => {
      const at = { namespace: workload.namespace, pod: pod.metadata?.name ?? '', container: appContainer(pod) };
      return exec(at, ['sh', '-c', `echo ${mark} > /proc/1/fd/1`], { reads: true });
    }),
  );
  const refused = written.find(({ exit }) => exit !== 0);
  if (refused) return { works: false, says: `no line could be written to the log of ${workload.name}: ${refused.stderr.trim()}` };
  const found = await awaitLogLines(workload, 'app', since, (line) => line.includes(mark), pods.length);
  const holding = new Set(found.map((line) => line.split(' ')[0])).size;
  return {
    works: holding === pods.length,
    says: `a line written to the log of ${workload.name} afterwards was found in ${holding} of ${pods.length} pods`,
  };
}

/** To the second, rounded down. */
function startOf(pod: Manifest): Date {
  const statuses = (pod.status?.containerStatuses ?? []) as { name: string; state?: { running?: { startedAt?: string } } }[];
  return new Date(statuses.find(({ name }) => name === appContainer(pod))?.state?.running?.startedAt ?? 0);
}
