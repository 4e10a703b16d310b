import type { WalkEntry } from '../../helpers/evidence/schema.ts';
import { plantedCommand } from '../../helpers/walkthrough/testing.ts';
import { type WalkedCommand, walkthroughSchema } from '../../helpers/walkthrough/schema.ts';
import { type RawFiles, sha256 } from './rawFiles.ts';
import { lineOf, sampleDocument, samplePath } from './sampleDocument.ts';

const started = '2026-01-02T02:00:00Z';

const command = (typed: string, at: number, exit: number, output = ''): WalkedCommand =>
  plantedCommand(lineOf(typed), output, exit, { typed, at, seconds: 0.4 });

const apply = command('kubectl apply -f backend-policy.yaml', 0.5, 0);
const attack = command('kubectl run attacker', 8, 28);
const check = command('istioctl authn tls-check', 30, 64, 'Error: unknown command "authn" for "istioctl"');

// Contains a script end tag, which the page must escape, and idle time, which the player removes.
const cast = [
  { version: 2, width: 80, height: 24 },
  [0.5, 'o', '$ kubectl apply -f backend-policy.yaml\r\n'],
  [0.9, 'o', 'applied </script>\r\n'],
  [8, 'o', '$ kubectl run attacker\r\n'],
  [30, 'o', '$ istioctl authn tls-check\r\n'],
  [30.4, 'o', 'Error: unknown command "authn"\r\n'],
]
  .map((one) => `${JSON.stringify(one)}\n`)
  .join('');

const tell = () =>
  walkthroughSchema.parse({
    schema: 'meshproof/walkthrough/v1',
    document: samplePath,
    sha256: sha256(sampleDocument),
    as: 'written',
    started,
    finished: '2026-01-02T02:01:00Z',
    status: 'complete',
    cluster: { name: 'meshproof', own: true },
    treatment: [],
    cast: 'module-9-written.cast',
    blocks: [apply, attack, check].map((one, index) => ({
      number: index + 1,
      first: one.line,
      last: one.line,
      heading: 'Step 1',
      claims: [],
      about: [],
      commands: [one],
      state: null,
      changes: [],
    })),
    claims: {},
    findings: [
      {
        line: lineOf('All pods answer'),
        command: apply.line,
        attempt: 'as it stands',
        kind: 'promise',
        promised: 'from one address',
        met: 'three addresses',
        claims: ['m9-ex6-sniffer', 'm9-gone'],
        expected: true,
      },
      {
        line: check.line,
        attempt: 'as it stands',
        kind: 'fails',
        promised: check.typed,
        met: 'exit status 64: Error: unknown command "authn" for "istioctl"',
        claims: [],
        expected: false,
      },
    ],
    accepted: [{ line: attack.line, typed: attack.typed, exit: 28, why: 'the policy denies it' }],
    missing: [],
    leftovers: [],
    redacted: {},
  });

/** A walk-through of the sample document: a broken promise in prose, an expected failure and an unexpected failure. */
export function sampleWalk(raw: RawFiles): WalkEntry {
  const told = tell();
  return {
    document: samplePath,
    as: 'written',
    started,
    told: raw.add('walkthrough.json', JSON.stringify(told), 'application/json'),
    cast: raw.add(told.cast, cast, 'application/x-asciicast'),
  };
}
