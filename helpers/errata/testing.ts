import { MarkdownDocument } from '../documents/document.ts';
import { evidenceSchema } from '../evidence/schema.ts';
import { plantedEnvironment } from '../evidence/testing.ts';
import { plantedProject } from '../ledger/testing.ts';
import { verdicts } from '../verdict.ts';

export const path = 'fixtures/documents/a.md';

const lines = [
  '# Title',
  '',
  '```bash',
  'make up',
  'make test',
  '```',
  '',
  'It returns “200” – at once.  ',
  'More.',
  ...Array.from({ length: 8 }, (_, index) => `Line ${index + 10}.`),
  'The end is near',
];

/** A document with two errata: lines 4-5 become three, line 8 another one for two claims. Its last line has no end. */
export const written = new MarkdownDocument(path, lines.join('\n'));

export const correctedText = written.text.replace('make up\n', 'make up\nmake wait\n').replace('“200”', '“204”');

const wrong = (id: string, quote: string, text: string) => `
  - id: ${id}
    quote: ${JSON.stringify(quote)}
    says: It is so.
    expected: contradicted
    why: it is not
    seen: '^exit 1'
    basis: measured
    erratum: { text: ${JSON.stringify(text)} }
`;

export const ledgerText = `document: ${path}

claims:
${wrong('m1-a-up', 'make up\nmake test', 'make up\nmake wait\nmake test')}
${wrong('m1-a-returns', 'returns "200"', 'It returns "204" - at once.')}
${wrong('m1-a-once', '"200" - at once', 'It returns "204" - at once.')}

editorial:
  - quotes: ${JSON.stringify(['More.', ...lines.slice(9)])}
    reason: structure
`;

/** evidence.json of a run that measured m1-a-up, and no other claim, in a document with this hash. */
export function plantedEvidence(sha256: string): string {
  const started = '2026-01-02T03:04:05Z';
  const assertion = { expected: 'ready', settledMs: 1, attempts: 1, distinct: [], observations: [] };
  const evidence = {
    schema: 'meshproof/evidence/v1',
    run: {
      id: 'run-1',
      started,
      finished: started,
      status: 'complete',
      selection: 'm1-a-up',
      suite: { version: '0.1.0', commit: 'c', dirty: false },
      environment: plantedEnvironment,
    },
    documents: [{ path, sha256, lines: 18, coverage: { claimed: 3, editorial: 15, unclassified: 0 } }],
    claims: ['up', 'returns', 'once'].map((name) => ({
      ...{
        id: `m1-a-${name}`,
        document: path,
        line: 4,
        quote: 'make up\nmake test',
        says: 'It is so.',
        reading: 'literal',
        basis: 'measured',
      },
      ...{ expected: 'contradicted', verdict: name === 'up' ? 'contradicted' : 'not-run', reason: 'It is not.' },
      erratum: { text: 'make up\nmake wait\nmake test', verdict: name === 'up' ? 'verified' : 'not-run' },
      expectations:
        name === 'up'
          ? [
              { ...assertion, beat: 'observation', name: 'it runs', observed: 'exit 0', agrees: true },
              { ...assertion, beat: 'observation', name: 'it is ready', observed: 'exit 1: not ready', agrees: false },
              { ...assertion, beat: 'erratum', name: 'it is ready then', observed: 'exit 0: ready', agrees: true },
            ]
          : [],
    })),
    summary: Object.fromEntries(verdicts.map((verdict) => [verdict, 0])),
  };
  return JSON.stringify(evidenceSchema.parse(evidence));
}

/** A project folder with the document, or one that differs from it, removed when the test ends. */
export const errataProject = (files: Record<string, string> = {}) =>
  plantedProject({
    [path]: written.text,
    'specs/claims/a.yaml': ledgerText,
    'specs/claims/a.accepted.md': written.text,
    ...files,
  });
