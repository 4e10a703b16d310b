import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { formats } from './formats.ts';
import { installationSigner } from './pack/attest/signer.ts';
import type { Format } from './pack/format.ts';
import { verifyPack } from './pack/verify-pack.mjs';
import { renderPack } from './render.ts';
import { writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

/** A complete format: CSV with a line for each claim. */
const csv: Format = {
  name: 'CSV',
  file: 'verdicts.csv',
  says: 'A line for each claim: for spreadsheets.',
  write: ({ dir, evidence }) =>
    writeFile(join(dir, csv.file), evidence.claims.map(({ id, verdict }) => `${id},${verdict}\n`).join('')),
};

const folder = await temporaryFolder();
const pack = join(folder, 'pack');
const file = (path: string) => readFile(join(pack, path), 'utf8');

beforeAll(async () => {
  await writeSample(pack);
  await renderPack(pack, await installationSigner(join(folder, 'key.pem')), [...formats, csv]);
}, 60_000);

test('a format is added by one entry: its file is in the pack', async () => {
  expect(await file('verdicts.csv')).toContain('m9-ex4-attacker-blocked,verified\n');
});

test('SHA256SUMS lists the added file, and the pack verifies', async () => {
  expect(await file('SHA256SUMS')).toMatch(/^[0-9a-f]{64} {2}verdicts\.csv$/m);
  expect((await verifyPack(pack)).problems).toEqual([]);
});

test('the page lists every format but itself, each with its sentence', async () => {
  const page = await file('index.html');
  const checking = page.slice(page.indexOf('<section id="checking">'));
  const listed = [...checking.matchAll(/<dt><a href="([^"]+)">([^<]+)<\/a><\/dt><dd>([^<]+)<\/dd>/g)].map((one) => one.slice(1));
  const others = [...formats, csv].filter(({ file: path }) => path !== 'index.html');
  expect(listed).toEqual(others.map(({ file: path, name, says }) => [path, name, says]));
});

test('every format of the list writes the file that it names', async () => {
  for (const { file: path } of formats) expect((await file(path)).length, path).toBeGreaterThan(0);
});
