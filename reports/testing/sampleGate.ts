import type { Finding, GateResult } from '../../helpers/gate/result.ts';

export const finding = (parts: Partial<Finding> = {}): Finding => ({
  rule: 'verdict-differs',
  level: 'error',
  about: 'm9-ex4-post-403',
  file: 'documents/module-9.md',
  line: 26,
  lastLine: 27,
  title: 'A POST is answered by 403, and the sentence says 401',
  message: 'expected 401\nobserved 403 (3 of 3)\nWhat to do: correct the sentence, or the policy.',
  touched: true,
  ...parts,
});

export const gate = (parts: Partial<GateResult> = {}): GateResult => ({
  schema: 'meshproof/gate/v1',
  at: '2026-11-26T17:00:00.000Z',
  version: '0.1.0',
  since: '3f1c2d4',
  head: 'the files as they stand',
  prefix: 'docs/training',
  changed: ['documents/module-9.md', 'specs/claims/module-9.yaml'],
  touched: [],
  ran: [],
  seconds: 41.27,
  findings: [],
  exit: 0,
  ...parts,
});

/** A result with a finding of every rule, touched and not, known and not. */
export const sampleGate = (): GateResult =>
  gate({
    touched: [
      {
        id: 'm9-ex4-post-403',
        place: { file: 'documents/module-9.md', line: 26 },
        why: ['its sentence', 'its manifest backend-authz'],
      },
      { id: 'm9-ex4-get-200', place: { file: 'documents/module-9.md', line: 30 }, why: ['the place backend-authz'] },
      { id: 'm9-ex5-encrypted', why: ['its sentence is gone'] },
      { id: 'm9-ex5-serial', place: { file: 'documents/module-9.md', line: 61 }, why: ['the world strict'] },
    ],
    ran: [
      {
        id: 'm9-ex4-post-403',
        place: { file: 'documents/module-9.md', line: 26 },
        verdict: 'contradicted',
        expected: 'verified',
        seconds: 7.9,
      },
      {
        id: 'm9-ex4-get-200',
        place: { file: 'documents/module-9.md', line: 30 },
        verdict: 'verified',
        expected: 'verified',
        seconds: 6.1,
      },
      { id: 'm9-ex5-serial', verdict: 'inconclusive', expected: 'verified', seconds: 12 },
    ],
    pack: 'reports/out/2026-11-26-1',
    exit: 1,
    findings: [
      finding(),
      finding({
        rule: 'inconclusive',
        about: 'm9-ex5-serial',
        line: 61,
        lastLine: 61,
        title: 'The proxy’s log could not be read',
        message: 'exit 1: \u001b[31mcontainer not found\u001b[0m',
      }),
      finding({
        rule: 'drifted',
        about: 'm9-ex5-encrypted',
        line: 55,
        lastLine: 55,
        title: 'The words of m9-ex5-encrypted have changed',
        message: 'was: Traffic between pods is encrypted.\nis: Traffic between <b>all</b> pods is encrypted.',
      }),
      finding({
        rule: 'ledger-fault',
        about: 'specs/a.spec.ts names no place backend-policy',
        file: 'specs/a.spec.ts',
        line: 3,
        lastLine: 3,
        title: 'No place is called backend-policy',
        message: 'specs/a.spec.ts:3 names it. What to do: declare it in the ledger, or name another place.',
        touched: false,
      }),
      finding({
        rule: 'overdue',
        level: 'warning',
        about: 'm9-ex2-port',
        line: 12,
        lastLine: 12,
        title: 'Its date was 2026-11-01',
        message: 'What to do: apply the erratum, or give it another date.',
      }),
      finding({
        rule: 'unclaimed',
        level: 'warning',
        about: 'NetworkPolicies also encrypt traffic.',
        line: 70,
        lastLine: 70,
        title: 'Nobody has said whether this is to be tested',
        message: 'NetworkPolicies also encrypt traffic.',
      }),
      finding({
        rule: 'known-erratum',
        level: 'note',
        about: 'm9-ex2-returns',
        line: 20,
        lastLine: 21,
        title: 'The sentence is wrong as the ledger says',
        message: 'It returns 204. Observed: 204 (12 of 12).',
        suppressed: 'known since 2026-10-01 (@team-mesh, #42)',
        suggestion: 'It returns ```204```,\nat once.',
      }),
    ],
  });
