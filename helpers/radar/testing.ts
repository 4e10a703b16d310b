import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Assertion, ClaimEvidence } from '../evidence/schema.ts';

/** A folder with these files, as a release's module has them; removed when the test ends. */
export async function plantedModule(files: Record<string, string>): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'radar-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** A note's file with this one sentence. */
export const noteFile = (says: string, more = ''): string => `apiVersion: release-notes/v2
kind: bug-fix
area: security
${more}releaseNotes:
  - ${JSON.stringify(says)}
`;

/** The part of a CRD by which its kind and fields are known. */
export const definition = (kind: string, ...fields: string[]): string => `---
spec:
  names:
    categories:
    - all
    kind: ${kind}
    plural: ${kind.toLowerCase()}s
  versions:
  - schema:
      openAPIV3Schema:
        properties:
${fields.map((field) => `            ${field}:\n              type: string\n`).join('')}`;

/** A claim of a pack: verified, with what a test gives. */
export const claimEvidence = (given: Partial<ClaimEvidence>): ClaimEvidence => ({
  id: 'm1-a',
  document: 'a.md',
  line: 1,
  quote: 'a',
  says: 'A.',
  reading: 'literal',
  expected: 'verified',
  basis: 'measured',
  verdict: 'verified',
  reason: 'It boiled.',
  durationMs: 0,
  waitingMs: 0,
  settledMs: 0,
  controls: [],
  changes: [],
  expectations: [],
  observations: [],
  witnesses: [],
  used: [],
  substitutions: [],
  supports: [],
  selected: true,
  ...given,
});

/** A control and what it saw. */
export const said = (name: string, observed: string, agrees: boolean): Assertion => ({
  beat: 'control',
  name,
  expected: 'x',
  observed,
  agrees,
  settledMs: 0,
  attempts: 1,
  distinct: [],
  observations: [],
});
