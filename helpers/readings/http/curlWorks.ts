import type { Workload } from '../../lane/workload.ts';
import type { Proof } from '../reading.ts';

/** The client's curl runs and says its version: what it reported otherwise is the network's answer. */
export async function curlWorks(client: Workload): Promise<Proof> {
  const { exit, stdout } = await client.asks(['curl', '--version']);
  const version = /^curl \S+/.exec(stdout.toString())?.[0];
  return version && exit === 0
    ? { works: true, says: `${version} runs in ${client.name}` }
    : { works: false, says: `curl does not run in ${client.name} (exit ${exit})` };
}
