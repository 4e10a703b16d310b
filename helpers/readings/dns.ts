import { InfrastructureError } from '../errors.ts';
import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';

/** What the pod's DNS server answers for a fully qualified name, sorted; an unknown name has no answers. Throws where no server answers. */
export function resolves(client: Workload, host: string): Reading<string[]> {
  const command = ['dig', '+short', '+time=2', '+tries=2', host];
  return reading(
    `${client.name} resolves ${host}`,
    'dns',
    async () => {
      const { exit, stdout, stderr } = await client.asks(command);
      const text = stdout.toString();
      if (exit !== 0)
        throw new InfrastructureError(`${command.join(' ')} in ${client.name} ended with ${exit}: ${(text + stderr).trim()}`);
      return text.split('\n').filter(Boolean).sort();
    },
    { command: command.join(' '), from: client.name },
  );
}
