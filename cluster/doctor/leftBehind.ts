import { ProgramError } from '../host/errors.ts';
import { type Abandoned, findAbandoned } from '../records/abandoned.ts';
import type { Lab } from '../records/session.ts';
import { type Check, check } from './check.ts';

/** Clusters of crashed runs. An engine that cannot tell is a drawback here; whether a run needs it, another check says. */
export async function leftBehind(lab: Lab): Promise<Check> {
  const name = 'left behind';
  let found: Abandoned[];
  try {
    found = await findAbandoned(lab);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const lines = error.message.split('\n').map((line) => line.trim());
    return check(name, 'warn', 'cannot be told', lines.find((line) => /^error/i.test(line)) ?? lines[0]);
  }
  const names = found.map(({ name: cluster, why }) => `${cluster} (${why})`).join(', ');
  return check(
    name,
    found.length ? 'warn' : 'ok',
    names || 'no cluster of a crashed run',
    `make prune NAME=${found[0]?.name ?? ''}`,
  );
}
