import { createPublicKey, verify } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPack } from '../load.ts';
import { writeSample } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { envelope, preAuthenticationEncoding } from './dsse.ts';
import { installationSigner } from './signer.ts';
import { reference, testResult } from './statements.ts';

const folder = await temporaryFolder();
const keyFile = join(folder, 'config', 'meshproof', 'key.pem');

test('the key is made once, for its owner alone', async () => {
  const first = await installationSigner(keyFile);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect((await installationSigner(keyFile)).keyId).toBe(first.keyId);
  expect(first.keyId).toMatch(/^[0-9a-f]{64}$/);
});

test('two that make the key at the same time end up with the same', async () => {
  const file = join(folder, 'raced.pem');
  const signers = await Promise.all([installationSigner(file), installationSigner(file), installationSigner(file)]);
  expect(new Set(signers.map(({ keyId }) => keyId)).size).toBe(1);
});

test('a key of another kind is refused with what to do', async () => {
  const { generateKeyPairSync } = await import('node:crypto');
  const file = join(folder, 'ec.pem');
  await writeFile(file, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await expect(installationSigner(file)).rejects.toThrow(/ec\.pem holds a key of type ec, not Ed25519\. Move the file away/);
});

test('an envelope is DSSE: the protocol’s own encoding, signed', async () => {
  expect(preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
  const signer = await installationSigner(keyFile);
  const { payload, payloadType, signatures } = JSON.parse(await envelope({ a: 1 }, signer));
  const signed = preAuthenticationEncoding(payloadType, Buffer.from(payload, 'base64'));
  expect(verify(null, signed, createPublicKey(signer.publicPem), Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
});

test('the statements name documents, evidence, every claim, and how each stands', async () => {
  const evidence = await writeSample(join(folder, 'pack'));
  const pack = await loadPack(join(folder, 'pack'));
  expect(testResult(pack)).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'fixtures/documents/module-9.md', digest: { sha256: evidence.documents[0]?.sha256 } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: { result: 'FAILED', failedTests: ['m9-ex4-script-quote', 'm9-ex6-latency'], warnedTests: ['m9-ex6-encrypted'] },
  });
  const killed = { ...pack, evidence: { ...evidence, claims: [], run: { ...evidence.run, status: 'interrupted' as const } } };
  expect(testResult(killed)).toMatchObject({ predicate: { result: 'FAILED' } });
  const { predicate } = reference(pack, { name: 'SHA256SUMS', sha256: 'x' }, 'y') as { predicate: { references: object[] } };
  expect(predicate.references).toHaveLength(1 + evidence.claims.length);
  for (const one of predicate.references)
    expect(one).toMatchObject({ downloadLocation: expect.any(String), mediaType: expect.any(String) });
});
