import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { regularText } from '../../cluster/host/regularFile.ts';
import { ProgramError } from '../errors.ts';
import { evidenceAt } from '../evidence/evidenceAt.ts';
import { readJournal } from '../evidence/journal.ts';
import { packLimits } from '../evidence/packFiles.ts';
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts';
import { jsonIn } from '../json.ts';

/** What a pack's signed statement says of its run (in-toto test-result). */
const attestations = ['PASSED', 'WARNED', 'FAILED'] as const;
export type Attested = (typeof attestations)[number];

/** What a run came to, as far as anybody sees who has its exit status, its words and its pack. */
export interface Ran {
  /** Undefined after a signal. */
  exit: number | undefined;
  /** Both outputs. */
  output: string;
  /** Results of claims as the journal has them, in order; those that evidence.json was made of. */
  results: Pick<ClaimEvidence, 'id' | 'verdict' | 'erratum'>[];
  evidence: Evidence | undefined;
  attested: Attested | undefined;
  /** What `make verify-pack` finds; empty for an intact pack. */
  problems: readonly string[];
}

/** The run's name, as `make verify` prints it first. */
export const runIn = (output: string): string | undefined => /^(?:going on with|run) (\S+): \d+ claims/m.exec(output)?.[1];

/**
 * What a run came to.
 *
 * @param pack its folder, which it may never have made
 * @param verifyPack what the verifier of packs says of it, a line each
 */
export async function ranIn(
  pack: string | undefined,
  { exit, output }: Pick<Ran, 'exit' | 'output'>,
  verifyPack: (pack: string) => Promise<string[]>,
): Promise<Ran> {
  if (pack === undefined || !existsSync(pack))
    return { exit, output, results: [], evidence: undefined, attested: undefined, problems: ['there is no pack'] };
  return {
    exit,
    output,
    results: unlessBroken(() => resultsIn(pack)) ?? [],
    evidence: unlessBroken(() => evidenceAt(pack)),
    attested: attestedIn(pack),
    problems: await verifyPack(pack),
  };
}

const resultsIn = (pack: string): Ran['results'] =>
  existsSync(join(pack, 'journal.jsonl'))
    ? readJournal(pack).flatMap((one) => (one.event === 'claim-finished' ? [{ ...one.evidence, id: one.claim }] : []))
    : [];

/** A file that was cut short tells nobody anything. */
function unlessBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProgramError) return undefined;
    throw error;
  }
}

const envelope = z.object({ payload: z.base64() });
const statement = z.object({ predicate: z.object({ result: z.enum(attestations) }) });

function attestedIn(pack: string): Attested | undefined {
  const path = join(pack, 'attestations/test-result.dsse.json');
  if (!existsSync(path)) return undefined;
  const { data } = envelope.safeParse(jsonIn(regularText(path, { most: packLimits.record, within: pack })));
  if (!data) return undefined;
  return statement.safeParse(jsonIn(Buffer.from(data.payload, 'base64').toString())).data?.predicate.result;
}
