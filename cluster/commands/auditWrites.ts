import { existsSync, readFileSync } from 'node:fs';
import { InfrastructureError, UsageError } from '../host/errors.ts';
import { auditedWrites } from '../mesh/audit.ts';
import type { Lab } from '../records/session.ts';

/**
 * `make audit-writes FILE=<file>`: what our accounts wrote outside of lanes, by an audit log of the API server.
 *
 * @returns 1 where they wrote anything there
 * @throws InfrastructureError where the log has no write of ours: it would prove nothing
 */
export function auditWrites({ env }: Lab, print: (line: string) => void): number {
  const { FILE } = env;
  if (!FILE || !existsSync(FILE))
    throw new UsageError(`FILE=${FILE ?? ''} names no file.`, {
      remedy:
        'make audit-writes FILE=<audit log, such as of kubectl -n kube-system logs -f -l component=kube-apiserver during the run>',
    });
  const { inside, outside, refused } = auditedWrites(readFileSync(FILE, 'utf8'));
  if (inside + outside.length === 0)
    throw new InfrastructureError(`${FILE} has no write of the suite's accounts: it says nothing of where they write.`, {
      remedy: 'Take a log of the time of a run, under cluster/manifests/audit-policy.yaml.',
    });
  for (const line of outside) print(line);
  print(`${inside} writes in lanes, ${outside.length} outside of them, ${refused} refused`);
  return outside.length ? 1 : 0;
}
