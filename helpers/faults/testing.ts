import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceText } from '../evidence/packFiles.ts';
import type { Evidence } from '../evidence/schema.ts';
import { makePack } from '../matrix/testing.ts';
import { claimEvidence } from '../radar/testing.ts';
import { startLogged } from '../program.ts';
import type { Verdict } from '../verdict.ts';
import type { Expected } from './judge.ts';
import type { Ran } from './ran.ts';
import type { Try, Tried } from './record.ts';
import type { Tools } from './tryOnce.ts';

// For tests only.

/** m1-a holds, m1-b is wrong as written and has an erratum, m1-c is chosen by no try. */
export const plantedExpected: Expected = new Map([
  ['m1-a', { expected: 'verified', erratum: false }],
  ['m1-b', { expected: 'contradicted', erratum: true }],
  ['m1-c', { expected: 'verified', erratum: false }],
]);
export const plantedClaims = ['m1-a', 'm1-b'];

type Given = Partial<Omit<Ran, 'results' | 'evidence'>> & { a?: Verdict; b?: Verdict; erratum?: Verdict; evidence?: undefined };

/** A run that came out as the ledger expects, with what the test says otherwise. */
export function plantedRan({ a = 'verified', b = 'contradicted', erratum = 'verified', ...given }: Given = {}): Ran {
  const results: Ran['results'] = [
    { id: 'm1-a', verdict: a },
    { id: 'm1-b', verdict: b, erratum: { text: 'so', verdict: erratum } },
  ];
  const claims = [...results, { id: 'm1-c', verdict: 'not-run' }];
  return {
    exit: 0,
    output: 'run r-1: 2 claims in 1 specs\nreport: reports/out/r-1/index.html\n',
    results: results.filter(({ verdict }) => verdict !== 'not-run'),
    evidence: { claims } as unknown as Evidence,
    attested: 'PASSED',
    problems: [],
    ...given,
  };
}

export const plantedTry = (given: Partial<Try> = {}): Try => ({
  number: 1,
  fault: 'kill-vitest',
  attempt: 1,
  claims: plantedClaims,
  at: 12.5,
  outcome: 'held',
  shown: 'SIGKILL reached vitest, process 7',
  ended: 'nothing-learned',
  verdicts: { verified: 1, 'not-run': 1 },
  resumed: 'completed',
  findings: [],
  seconds: 80,
  ...given,
});

export const plantedTried = (tries: Try[]): Tried => ({
  schema: 'meshproof/faults/v1',
  started: '2026-01-01T03:04:05.000Z',
  finished: '2026-01-01T05:04:05.000Z',
  command: 'make faults N=2 SEED=planted',
  seed: 'planted',
  commit: '0123456789abcdef',
  changed: 0,
  kubernetes: '1.36.3',
  istio: '1.31.0',
  proxy: '1.40.0',
  networkPolicy: 'kube-network-policies 0.8.0',
  control: { claims: plantedClaims, seconds: 31 },
  tries,
});

interface Come {
  verdicts: Record<string, Verdict>;
  erratum?: Verdict;
  attested: string;
}

/** A pack as a run leaves it, in which the claims of `plantedExpected` came out so; others are not run. */
export async function plantPack(pack: string, { verdicts, erratum = 'verified', attested }: Come): Promise<void> {
  await makePack(pack);
  const claims = [...plantedExpected].map(([id, { expected, erratum: has }]) =>
    claimEvidence({
      id,
      expected,
      verdict: verdicts[id] ?? 'not-run',
      selected: plantedClaims.includes(id),
      ...(has && { erratum: { text: 'so', verdict: erratum } }),
    }),
  );
  writeFileSync(join(pack, 'evidence.json'), JSON.stringify({ ...(JSON.parse(evidenceText(pack)) as Evidence), claims }));
  mkdirSync(join(pack, 'attestations'), { recursive: true });
  const payload = Buffer.from(JSON.stringify({ predicate: { result: attested } })).toString('base64');
  writeFileSync(join(pack, 'attestations/test-result.dsse.json'), JSON.stringify({ payload }));
}

/** How a planted run ends: with which status, verdicts and statement. Without verdicts it leaves no pack. */
export interface Run {
  exit: number;
  verdicts?: Record<string, Verdict>;
  attested?: string;
  /** Instead of the words by which a run begins. */
  says?: string;
  /** Does not wait to be let end, as only the first run does. */
  short?: true;
  /** Takes a while to end after SIGINT. */
  slow?: true;
}

/** Starts runs that come out as they are told, in order: real processes, which measure nothing. */
export function plantedVerify(runs: readonly Run[], signal: AbortSignal): Tools['verify'] {
  let begun = 0;
  return (asked, packs, log) => {
    const { exit, verdicts, attested = '', says, short, slow } = runs[begun++] ?? { exit: 9 };
    const id = 'RESUME' in asked ? asked.RESUME : `r-${begun}`;
    const left = verdicts && plantPack(join(packs, id), { verdicts, attested });
    const script = [
      `echo '${says ?? `run ${id}: 2 claims in 1 specs`}'`,
      ...(slow ? ['trap "sleep 0.5; exit 130" INT'] : []),
      ...(begun > 1 || short ? [] : [`while [ ! -e ${overFile} ]; do sleep 0.02; done`]),
      ...(verdicts ? ["echo 'report: x'"] : []),
      `exit ${exit}`,
    ].join('\n');
    const { pid, ended } = startLogged({ argv: ['sh', '-c', script], cwd: packs, env: {}, signal }, log);
    return { pid, ended: Promise.all([ended, left]).then(([one]) => one) };
  };
}

const overFile = '.over';
export const letEnd = (packs: string): void => writeFileSync(join(packs, overFile), '');
