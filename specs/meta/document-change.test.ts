import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LedgerError } from '../../helpers/ledger/errors.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { root } from '../../helpers/root.ts';

const afterChange = async (from: string, to: string): Promise<LedgerError> => {
  const copy = await mkdtemp(join(tmpdir(), 'documents-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(copy, { recursive: true }) };
  await cp(join(root, 'fixtures/documents'), join(copy, 'fixtures/documents'), { recursive: true });
  await cp(join(root, 'specs/claims'), join(copy, 'specs/claims'), { recursive: true });
  const path = join(copy, 'fixtures/documents/module-1.md');
  const text = await readFile(path, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  await writeFile(path, text.replace(from, to));
  const error = await loadLedger(copy).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LedgerError);
  return error as LedgerError;
};

test('an altered port in a copy of the document is found by the claims that quote it', async () => {
  const { message } = await afterChange('      port: 80\n', '      port: 8080\n');
  expect(message).toContain('fixtures/documents/module-1.md has changed since this ledger was written');
  expect(message).toContain('line 335 differs; quotes no longer stand at its lines 318');
  expect(message).toMatch(
    /^specs\/claims\/module-1\.yaml:\d+: claim m1-ex4-shape: quote .+ does not stand at fixtures\/documents\/module-1\.md:318/m,
  );
});

test('an altered sentence names its claim, its line and what to do', async () => {
  const { message } = await afterChange('"Operation timed out"', '"Connection timed out"');
  expect(message).toContain(
    'claim m1-ex4-timeout-text: quote ""Operation timed out"" does not stand at fixtures/documents/module-1.md:345',
  );
  expect(message).toContain('The text has changed: correct the quote, and see whether the claim still holds.');
});

test('an altered line that no claim quotes points to make ledger-hash', async () => {
  const { message } = await afterChange('## Exercise 8: Instant Observability', '## Exercise 8: Observability');
  expect(message).toContain('line 604 differs; every quote still stands');
  expect(message).toContain('make ledger-hash');
});
