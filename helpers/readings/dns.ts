import { InfrastructureError } from '../errors.ts';
import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';

/** What the pod's DNS server answers for a fully qualified name, sorted; an unknown name has no answers. Throws where no server answers. */
export function resolves(client: Workload, host: string): Reading<string[]> {
  const dig = (name: string) => ['dig', '+short', '+time=2', '+tries=2', name];
  const ask = async (name: string) => {
    const command = dig(name);
    const { exit, stdout, stderr } = await client.asks(command);
    const text = stdout.toString();
    if (exit !== 0)
      throw new InfrastructureError(`${command.join(' ')} in ${client.name} ended with ${exit}: ${(text + stderr).trim()}`);
    return text.split('\n').filter(Boolean).sort();
  };
  return reading(`${client.name} resolves ${host}`, 'dns', () => ask(host), {
    command: dig(host).join(' '),
    from: client.name,
    blanks: [[]],
    prove: async () => {
      const known = await ask('kubernetes.default.svc.cluster.local.');
      return { works: known.length > 0, says: `the API server’s own name resolves to ${known.join(', ') || 'nothing'}` };
    },
  });
}
