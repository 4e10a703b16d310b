import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { Lane } from '../lane/lane.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import { writtenOf } from './context.ts';

const manifest = 'kubectl apply -f - <<EOF\nkind: Pod\nEOF';
const document = new MarkdownDocument(
  'a.md',
  `\`\`\`bash\nmake up\nmake wait\nmake test\n\`\`\`\n\n\`\`\`bash\n${manifest}\n\`\`\`\n`,
);
const lane = { namespace: 'mp-lane-1' } as Lane;
const written = (claim: Partial<LoadedClaim>, lines: number[]) => writtenOf(claim as LoadedClaim, document, lines, lane);

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
