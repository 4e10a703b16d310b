import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { Lane } from '../lane/lane.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { Lines } from '../readings/lines.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import type { Reading } from '../readings/reading.ts';
import { writtenOf } from './context.ts';

const manifest = 'kubectl apply -f - <<EOF\nkind: Pod\nEOF';
const document = new MarkdownDocument(
  'a.md',
  `\`\`\`bash\nmake up\nmake wait\nmake test\n\`\`\`\n\n\`\`\`bash\n${manifest}\n\`\`\`\n`,
);
const lane = { namespace: 'mp-lane-1' } as Lane;
const asked: string[] = [];
const reader = {
  lines: (command: unknown) => (asked.push(String(command)), {} as Lines),
  runs: (command: string) => (asked.push(command), {} as Reading<CommandOutcome>),
};
const written = (claim: Partial<LoadedClaim>, lines: number[]) => writtenOf(claim as LoadedClaim, document, lines, lane, reader);

test('a spec names lines of the document as the ledger knows it, and gets what stands there now', () => {
  // as the ledger knows it, "make wait" is missing
  const { command, manifest } = written({ line: 4, writtenLine: 3 }, [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect([command(), command(2), command(3)]).toEqual(['make test', 'make up', 'make test']);
  expect(manifest(7)).toContain('kind: Pod');
});

test('of a document as it was written a line is a line', () => {
  const { command } = written({ line: 3 }, [1, 2, 3, 4, 5]);
  expect([command(), command(4)]).toEqual(['make wait', 'make test']);
});

test('its text and its diagram are read where the reader has them, with other texts in the place of lines', () => {
  const { lines, diagram } = written({ line: 3 }, [1, 2, 4]);
  lines('make');
  const { lines: ofDiagram } = diagram({ 3: "end\n  it's" });
  ofDiagram('-->');
  const draws = `node_modules/.bin/node helpers/documents/drawMermaid.ts a.md --line '4:end\n  it'\\''s'`;
  expect(asked).toEqual(['cat a.md', `${draws} --groups`, `${draws} --print`]);
});

test('its diagram with the erratum is the document’s own once the erratum is applied', () => {
  const erratum = { text: 'end\n  C --> LB' };
  asked.length = 0;
  written({ line: 3, erratum }, [1, 2, 3]).diagram('corrected');
  written({ line: 3, erratum, applied: { quote: 'end', says: '', expected: 'contradicted' } }, [1, 2, 3]).diagram('corrected');
  const draws = 'node_modules/.bin/node helpers/documents/drawMermaid.ts a.md';
  expect(asked).toEqual([`${draws} --line '3:end\n  C --> LB' --groups`, `${draws} --groups`]);
});
