import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isIssuedBy } from './issuer.ts';

let folder: string;
const file = (name: string) => join(folder, name);
const text = (name: string) => readFile(file(name), 'utf8');

/** A certificate that its own key signs, or that of another one. */
async function made(name: string, issuer?: string, ca = true): Promise<void> {
  const by = issuer ? ['-CA', file(`${issuer}.pem`), '-CAkey', file(`${issuer}.key`)] : [];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', file(`${name}.key`)];
  const extension = ['-addext', `basicConstraints=critical,CA:${ca ? 'TRUE' : 'FALSE'}`];
  // one subject for all: only signatures tell them apart
  await execa('openssl', [
    'req',
    '-x509',
    ...key,
    ...by,
    ...extension,
    '-subj',
    '/O=mesh',
    '-days',
    '1',
    '-out',
    file(`${name}.pem`),
  ]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meshproof-issuer-'));
  await writeFile(file('empty'), '');
  await Promise.all([made('root'), made('other')]);
  await made('middle', 'root');
  await Promise.all([made('leaf', 'middle', false), made('direct', 'root', false)]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('signed by a root, or by one that a root has signed', async () => {
  expect(isIssuedBy(await text('direct.pem'), await text('root.pem'))).toBe(true);
  expect(isIssuedBy((await text('leaf.pem')) + (await text('middle.pem')), await text('root.pem'))).toBe(true);
});

test('another root of the same name has not signed it, nor is a chain whole without its middle', async () => {
  expect(isIssuedBy(await text('direct.pem'), await text('other.pem'))).toBe(false);
  expect(isIssuedBy(await text('leaf.pem'), await text('root.pem'))).toBe(false);
  expect(isIssuedBy((await text('leaf.pem')) + (await text('root.pem')), await text('other.pem'))).toBe(false);
});

test('without a certificate there is nothing to say', async () => {
  const root = await text('root.pem');
  expect(() => isIssuedBy('', root)).toThrow('the proxy has no certificate');
});
