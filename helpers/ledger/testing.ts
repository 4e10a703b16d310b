import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small document with one heading, a block and a promise. */
export const documentText = `# Title

\`\`\`bash
curl http://backend
\`\`\`

This should return a “200” – at once.
`;

/** Its ledger: m1-a-curl, m1-a-returns and m1-a-again (the same as the former), and no passage left over. */
export const ledgerText = `document: fixtures/documents/a.md

claims:
  - id: m1-a-curl
    quote: curl http://backend
    says: The command works.
    expected: verified
    basis: predicted

  - id: m1-a-returns
    quote: return a "200"
    says: The status is 200.
    expected: contradicted
    basis: measured
    erratum: { text: This returns 204. }

  - id: m1-a-again
    quote: at once
    says: The status is 200, again.
    expected: contradicted
    basis: predicted
    sameAs: m1-a-returns

editorial: []
`;

export const specText = `import { claim } from '#meshproof';

// claim('m1-a-comment', …) is no call
claim('m1-a-returns', async () => {});
`;

/** A project folder for tests that plant a defect, removed when the test ends. Files left out are the sound ones. */
export const plantedProject = async (files: Record<string, string> = {}) => {
  const root = await mkdtemp(join(tmpdir(), 'ledger-'));
  const all = {
    'fixtures/documents/a.md': documentText,
    'specs/claims/a.yaml': ledgerText,
    'specs/claims/a.accepted.md': documentText,
    'specs/a/a.spec.ts': specText,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
};
