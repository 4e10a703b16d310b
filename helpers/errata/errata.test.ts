import { execa } from 'execa';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import { LedgerError } from '../ledger/errors.ts';
import { loadLedger } from '../ledger/load.ts';
import { correctedText, errataProject, ledgerText, path, plantedEvidence, written } from './testing.ts';
import type { Suggestion } from './suggestions.ts';
import { writeErrata } from './write.ts';

const out = 'reports/out/errata';

test('the corrected text, its patch and its suggestions are written for each document', async () => {
  await using project = await errataProject();
  const text = await writeErrata({ root: project.root });
  expect((await readdir(join(project.root, out))).sort()).toEqual(['a.md', 'a.patch', 'a.suggestions.json', 'a.suggestions.md']);
  expect(await readFile(join(project.root, out, 'a.md'), 'utf8')).toBe(correctedText);
  expect(text).toBe(
    `${path}: 2 places corrected for 3 claims: ${out}/a.md, a.patch, a.suggestions.md, a.suggestions.json\n` +
      `what was observed is not told: no pack of this document\n` +
      `apply: git apply ${out}/a.patch\n`,
  );
});

test.for([
  ['Unix', (text: string) => text],
  ['Windows', (text: string) => text.replaceAll('\n', '\r\n')],
] as const)('git applies the patch, and the result is the corrected text to the byte: line ends of %s', async ([, ends]) => {
  await using project = await errataProject();
  const { root } = project;
  const before = ends(written.text);
  await writeFile(join(root, path), before);
  const { sha256 } = new MarkdownDocument(path, before);
  await writeFile(join(root, 'specs/claims/a.yaml'), ledgerText.replace(written.sha256, sha256));
  await writeErrata({ root });

  const git = (...words: string[]) => execa('git', ['-c', 'core.autocrlf=false', ...words], { cwd: root });
  await git('init', '--quiet');
  await git('apply', '--check', `${out}/a.patch`);
  await git('apply', `${out}/a.patch`);
  const applied = await readFile(join(root, path), 'utf8');
  expect(applied).toBe(ends(correctedText));
  expect(applied).toBe(await readFile(join(root, out, 'a.md'), 'utf8'));
});

test('the document that the patch makes has every erratum applied, and nothing is left to correct', async () => {
  await using project = await errataProject({ [path]: correctedText });
  const ledger = await loadLedger(project.root);
  expect(ledger.claims.map(({ expected, applied }) => [expected, applied?.expected])).toEqual([
    ['verified', 'contradicted'],
    ['verified', 'contradicted'],
    ['verified', 'contradicted'],
  ]);
  await mkdir(join(project.root, out), { recursive: true });
  await writeFile(join(project.root, out, 'a.patch'), 'of a run before');
  expect(await writeErrata({ root: project.root })).toBe(
    `${path}: nothing to correct (3 claims have their erratum applied): ${out}/a.md\n`,
  );
  expect(await readdir(join(project.root, out))).toEqual(['a.md']);
});

test('what one erratum leaves is corrected in the same way', async () => {
  await using project = await errataProject({ [path]: written.text.replace('make up\n', 'make up\nmake wait\n') });
  await writeErrata({ root: project.root });
  expect(await readFile(join(project.root, out, 'a.md'), 'utf8')).toBe(correctedText);
});

test('two runs write the same bytes', async () => {
  await using project = await errataProject({ 'reports/out/run-1/evidence.json': plantedEvidence(written.sha256) });
  const read = async (folder: string) =>
    Promise.all(
      (await readdir(join(project.root, folder))).sort().map((name) => readFile(join(project.root, folder, name), 'utf8')),
    );
  await writeErrata({ root: project.root, out: 'one', pack: 'reports/out/run-1' });
  await writeErrata({ root: project.root, out: 'two', pack: 'reports/out/run-1' });
  expect(await read('one')).toEqual(await read('two'));
});

test('a suggestion carries its proof: claims, what was observed, and the pack that it is from', async () => {
  await using project = await errataProject({ 'reports/out/run-1/evidence.json': plantedEvidence(written.sha256) });
  await writeErrata({ root: project.root, pack: 'reports/out/run-1' });
  const told = JSON.parse(await readFile(join(project.root, out, 'a.suggestions.json'), 'utf8')) as unknown;
  expect(told).toMatchObject({
    schema: 'meshproof/errata/v1',
    document: path,
    sha256: written.sha256,
    pack: { run: 'run-1', folder: 'reports/out/run-1' },
    suggestions: [
      {
        line: 4,
        lastLine: 5,
        was: 'make up\nmake test',
        is: 'make up\nmake wait\nmake test',
        claims: [
          { id: 'm1-a-up', expected: 'contradicted', why: 'it is not', observed: ['exit 1: not ready'], erratum: 'verified' },
        ],
      },
      {
        line: 8,
        lastLine: 8,
        was: 'It returns “200” – at once.  ',
        is: 'It returns “204” – at once.  ',
        claims: [
          { id: 'm1-a-returns', observed: [], erratum: 'not-run' },
          { id: 'm1-a-once', observed: [], erratum: 'not-run' },
        ],
      },
    ],
  });
  const page = await readFile(join(project.root, out, 'a.suggestions.md'), 'utf8');
  expect(page).toContain('# Corrections of fixtures/documents/a.md\n\nObserved by the run run-1 (reports/out/run-1).\n');
  expect(page).toContain(
    '## Lines 4-5\n\n```suggestion\nmake up\nmake wait\nmake test\n```\n\n' +
      '- m1-a-up is contradicted: it is not. Observed: exit 1: not ready. The correction was tested: verified.\n',
  );
  expect(page).toContain('- m1-a-once is contradicted: it is not. This text of the correction was not tested in that run.\n');
});

test('a pack that is older than the words proves nothing of them', async () => {
  const reasons = async (from: string, to: string) => {
    const evidence = plantedEvidence(written.sha256).replaceAll(from, to);
    await using project = await errataProject({ 'reports/out/run-1/evidence.json': evidence });
    await writeErrata({ root: project.root, pack: 'reports/out/run-1' });
    const { suggestions } = JSON.parse(await readFile(join(project.root, out, 'a.suggestions.json'), 'utf8')) as {
      suggestions: Suggestion[];
    };
    return suggestions[0]?.claims[0];
  };
  expect(await reasons('make wait', 'make await')).toMatchObject({ observed: ['exit 1: not ready'], erratum: 'not-run' });
  expect(await reasons('"quote":"make up', '"quote":"make it')).toMatchObject({ observed: [], erratum: 'not-run' });
});

test('without a pack a suggestion says that nothing was observed', async () => {
  await using project = await errataProject();
  await writeErrata({ root: project.root });
  const page = await readFile(join(project.root, out, 'a.suggestions.md'), 'utf8');
  expect(page).toContain('\n\nNo pack of this document: the ledger alone says so.\n');
  expect(page).toContain('- m1-a-up is contradicted: it is not.\n');
});

test('the latest pack of another text proves nothing of this one; one that is asked for is an error', async () => {
  await using project = await errataProject({ 'reports/out/latest/evidence.json': plantedEvidence('0'.repeat(64)) });
  expect(await writeErrata({ root: project.root })).toContain('no pack of this document');
  await expect(writeErrata({ root: project.root, pack: 'reports/out/latest' })).rejects.toThrow(
    `PACK=reports/out/latest: its ${path} is another text than the one here. Name a pack of this text, or leave PACK out.`,
  );
  await expect(writeErrata({ root: project.root, pack: 'reports/out/none' })).rejects.toThrow(
    'PACK=reports/out/none: there is no evidence.json of a pack in it.',
  );
});

test('errata that exclude each other are one error that names both claims, and nothing is written', async () => {
  const ledger = ledgerText.replace(/(m1-a-once[^]*?)204/, '$1205');
  await using project = await errataProject({ 'specs/claims/a.yaml': ledger });
  const error = await writeErrata({ root: project.root }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LedgerError);
  expect((error as LedgerError).status).toBe(3);
  expect((error as LedgerError).message).toContain(
    `the errata of m1-a-returns and m1-a-once replace ${path}:8 by different texts`,
  );
  expect((error as LedgerError).problems).toHaveLength(1);
  await expect(readdir(join(project.root, out))).rejects.toThrow('ENOENT');
});

test('DOC limits what is written', async () => {
  const other = ledgerText.replaceAll('m1-a-', 'm2-b-').replace(path, 'fixtures/documents/b.md');
  await using project = await errataProject({
    'fixtures/documents/b.md': written.text,
    'specs/claims/b.yaml': other,
    'specs/claims/b.accepted.md': written.text,
  });
  await writeErrata({ root: project.root, doc: 'a' });
  expect((await readdir(join(project.root, out))).filter((name) => name.endsWith('.patch'))).toEqual(['a.patch']);
  await expect(writeErrata({ root: project.root, doc: 'c' })).rejects.toThrow(UsageError);
});

test('OUT names another folder', async () => {
  await using project = await errataProject();
  expect(await writeErrata({ root: project.root, out: 'elsewhere' })).toContain('git apply elsewhere/a.patch');
  expect(await readFile(join(project.root, 'elsewhere/a.md'), 'utf8')).toBe(correctedText);
});
