import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { installationSigner } from './pack/attest/signer.ts';
import { listFiles } from './pack/checksums.ts';
import { hashFile } from './pack/verify-pack.mjs';
import { renderPack } from './render.ts';
import { writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
const [first, second] = [join(folder, 'first'), join(folder, 'elsewhere', 'second')];

const contents = async (dir: string) =>
  Object.fromEntries((await listFiles(dir)).map((path) => [path, hashFile(join(dir, path))] as const));

beforeAll(async () => {
  for (const dir of [first, second]) {
    await writeSample(dir);
    // A relative path, as a reader types it.
    await renderPack(relative('.', dir), await installationSigner(join(folder, 'key.pem')));
  }
}, 60_000);

test('writes every projection', async () => {
  const files = await listFiles(first);
  expect(files).toEqual(
    expect.arrayContaining(['allure.html', 'evidence.json', 'evidence.schema.json', 'index.html', 'junit.xml']),
  );
  expect(files.filter((path) => path.endsWith('-result.json'))).toHaveLength(8);
});

test('the same pack gives the same bytes, in another folder and a second time', async () => {
  const once = await contents(first);
  expect(await contents(second)).toEqual(once);
  await renderPack(first, await installationSigner(join(folder, 'key.pem')));
  expect(await contents(first)).toEqual(once);
  for (const path of [
    'SHA256SUMS',
    'attestations/test-result.dsse.json',
    'attestations/reference.dsse.json',
    'attestations/signer.pub.pem',
  ])
    expect(await readFile(join(first, path), 'utf8'), path).toBe(await readFile(join(second, path), 'utf8'));
});

test('sha256sum accepts SHA256SUMS', async () => {
  const { stdout } = await promisify(execFile)('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: first });
  expect(stdout.split('\n').filter((line) => line.endsWith(': OK'))).toHaveLength((await listFiles(first)).length);
});

test('the exported JSON Schema accepts the evidence and refuses another verdict', async () => {
  const schema = z.fromJSONSchema(JSON.parse(await readFile(join(first, 'evidence.schema.json'), 'utf8')));
  const evidence = JSON.parse(await readFile(join(first, 'evidence.json'), 'utf8'));
  expect(schema.safeParse(evidence).success).toBe(true);
  evidence.claims[0].verdict = 'perhaps';
  expect(schema.safeParse(evidence).success).toBe(false);
});

test('the Allure page calls no analytics service and carries nothing of this machine', async () => {
  const page = await readFile(join(first, 'allure.html'), 'utf8');
  expect(page).not.toContain('googletagmanager');
  expect(page).not.toContain(folder);
});
