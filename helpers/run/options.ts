import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { wrongValue } from '../../cluster/variables/value.ts';
import { UsageError } from '../errors.ts';
import { readSet } from '../ledger/sets.ts';
import { packsFolder } from '../packs.ts';
import { lanes } from './lanes.ts';
import { shardOf, type Part } from './shard.ts';

export interface RunOptions {
  claims: string | undefined;
  /** Name of the set that `claims` come from. */
  set: string | undefined;
  doc: string | undefined;
  keep: boolean;
  /** The standing cluster is used whatever it lacks. */
  asIs: boolean;
  strict: boolean;
  /** Seed of the order of spec files. */
  shuffle: string | undefined;
  /** The part of the run that this machine makes. */
  shard: Part | undefined;
  /** Folder of a run to go on with. */
  resume: string | undefined;
}

export const usage = `Runs the claims of the ledger against a live cluster and writes an evidence pack.

  make verify [CLAIMS=<glob,…> | SET=<name>] [DOC=<file>] [KEEP=1] [AS_IS=1] [STRICT=1] [RESUME=<run>] [SHUFFLE=<seed>] [SHARD=<part>/<of>] [LANES=<n>] [PROVIDER=auto|kind|embedded|existing]

  CLAIMS   claim ids or globs, such as 'm1-ex7-*' (make list shows them)
  SET      claims of a set under fixtures/sets: quick is one thread through every part of the system
  DOC      only claims of this document, by its name
  KEEP     1: the cluster stays up afterwards (a cluster that was up before stays in any case)
  AS_IS    1: the standing cluster is used whatever it lacks, such as Kiali or a node; otherwise Istio and add-ons are added
  STRICT   1: every claim that is not verified fails
  RESUME   a run's folder or id (or latest): go on where it was interrupted, on the same cluster with the same files
  SHUFFLE  the order of spec files by a seed, or random: no verdict may hang on what was in a lane before
  SHARD    one part of the run, such as 1/4, where several machines make it; make merge PACKS=<folder> makes one pack of the parts
  LANES    claims side by side (two a core, up to four while the machine has time to spare, unless memory is short)
  PROVIDER where the cluster comes from; existing needs KUBECONFIG and ALLOW_CONTEXT=<name of its context>

Exit status: 0 as the ledger expects · 1 a verdict differs · 2 inconclusive or infrastructure · 3 usage
`;

/** Reads the environment. Throws UsageError for a value that means nothing. */
export function readOptions(env = process.env): RunOptions {
  const { CLAIMS: claims, SET: set } = env;
  lanes(env); // a wrong value must fail before anything is created
  if (claims && set) throw new UsageError('CLAIMS and SET both select claims: give one of them.');
  return {
    claims: set ? readSet(set).join(',') : claims || undefined,
    set: set || undefined,
    doc: env.DOC || undefined,
    keep: flag(env, 'KEEP'),
    asIs: flag(env, 'AS_IS'),
    strict: flag(env, 'STRICT'),
    shuffle: env.SHUFFLE === 'random' ? randomBytes(4).toString('hex') : env.SHUFFLE || undefined,
    shard: shardOf(env.SHARD),
    resume: env.RESUME ? packOf(env.RESUME) : undefined,
  };
}

function flag(env: NodeJS.ProcessEnv, name: string): boolean {
  const wrong = wrongValue(name, env[name]);
  if (wrong) throw new UsageError(wrong);
  return env[name] === '1';
}

function packOf(run: string): string {
  const found = [resolve(run), join(packsFolder, run)].find((folder) => existsSync(join(folder, 'journal.jsonl')));
  if (!found) throw new UsageError(`RESUME=${run}: there is no such run under reports/out (looked for its journal.jsonl).`);
  return found;
}
