import { randomBytes } from 'node:crypto';
import { UsageError } from '../errors.ts';
import { faults } from './table.ts';

export interface Options {
  /** How many tries, each of one fault. */
  n: number;
  seed: string;
  /** Names of faults that are tried. */
  names: string[];
  /** Every fault that there is: what comes of it may stand for the suite. */
  all: boolean;
}

/**
 * Reads the environment.
 *
 * @param isRoot whether this user may do what only root can
 * @throws {UsageError} for a value that means nothing
 */
export function readOptions(env: NodeJS.ProcessEnv = process.env, isRoot = process.getuid?.() === 0): Options {
  const possible = Object.keys(faults).filter((name) => isRoot || !faults[name]?.root);
  const names = env.FAULTS ? [...new Set(env.FAULTS.split(',').filter(Boolean))] : possible;
  const unknown = names.find((name) => !(name in faults));
  if (unknown !== undefined || names.length === 0)
    throw new UsageError(
      `FAULTS=${env.FAULTS}: there is no fault ${unknown ?? ''}; there are ${Object.keys(faults).join(', ')}.`,
    );
  const impossible = names.find((name) => !possible.includes(name));
  if (impossible !== undefined) throw new UsageError(`FAULTS=${env.FAULTS}: only root can do ${impossible}.`);
  return {
    n: env.N ? whole('N', env.N) : names.length,
    seed: env.SEED || randomBytes(4).toString('hex'),
    names,
    all: names.length === Object.keys(faults).length,
  };
}

function whole(name: string, value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new UsageError(`${name}=${value} means nothing: use a whole number from 1.`);
}

export const usage = `Breaks things under runs of the suite, and says whether the suite was honest: no wrong verdict, no run that passes without its claims,
a pack that verifies, a RESUME that completes or refuses with the reason, and nothing left.

  make faults [N=<n>] [SEED=<seed>] [FAULTS=<name,…>] [KEEP=1] [PROVIDER=kind|embedded]

  N        how many tries; each fault comes once before any comes a second time (default: each once)
  SEED     what is tried by a seed: order, moment, claims, nodes; without it one is drawn, and printed
  FAULTS   only these, by name
  KEEP     1: the cluster stays up afterwards (a cluster that was up before stays in any case)

The faults:
${Object.entries(faults)
  .map(([name, { says, root }]) => `  ${name.padEnd(18)}${says}${root ? ' (root)' : ''}`)
  .join('\n')}

Each try is a run of a few claims of the set faults (fixtures/sets/faults.yaml) with one fault at a drawn moment. Faults are done to the
cluster of this checkout and to this machine: what else runs on it meets the clock and the load. Ctrl-C takes the fault back and ends.
A fault that was not really done says nothing: it is tried again, twice, and told as not done.

Writes reports/out/faults/<time>/: faults.json, and each try's packs and outputs. A series of every fault that was wholly done is written
to fixtures/faults/tried.json and docs/trust.md: commit them.
Exit status: 0 each try held · 1 one did not · 2 a fault was not done, or infrastructure · 3 usage
`;
