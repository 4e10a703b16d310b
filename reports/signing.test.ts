import { execa } from 'execa';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { verifyPack } from './pack/verify-pack.mjs';
import { writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
const signed = join(folder, 'signed');
const cli = (args: string[], key = 'key.pem') =>
  execa(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    reject: false,
    env: { MESHPROOF_SIGNING_KEY: join(folder, key) },
  });

beforeAll(async () => {
  await writeSample(signed);
  expect(await cli(['render', signed, '--sign'])).toMatchObject({ exitCode: 0 });
}, 60_000);

/** A copy of the signed pack, altered. */
async function altered(name: string, alter: (dir: string) => Promise<unknown>): Promise<string> {
  const dir = join(folder, name);
  await cp(signed, dir, { recursive: true });
  await alter(dir);
  return dir;
}

const verdict = async (dir: string) => {
  const file = join(dir, 'evidence.json');
  const evidence = JSON.parse(await readFile(file, 'utf8'));
  evidence.claims.find((one: { verdict: string }) => one.verdict === 'contradicted').verdict = 'verified';
  evidence.summary = { ...evidence.summary, contradicted: 0, verified: evidence.summary.verified + 1 };
  await writeFile(file, JSON.stringify(evidence));
};

test('a run signs its pack at its end', async () => {
  expect((await verifyPack(signed)).problems).toEqual([]);
});

test('evidence that was altered since is not rendered, and not signed again', async () => {
  const dir = await altered('verdict', verdict);
  const page = await readFile(join(dir, 'index.html'), 'utf8');
  const { exitCode, stderr } = await cli(['render', dir]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/verdict was altered since its run signed it, and is left as it is: evidence\.json: .*\n/);
  expect(await readFile(join(dir, 'index.html'), 'utf8')).toBe(page);
  expect((await verifyPack(dir)).problems.join()).toContain('altered');
});

test('nor is what somebody else signed', async () => {
  const { exitCode, stderr } = await cli(['render', await altered('foreign', async () => undefined)], 'other.pem');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/foreign is signed by [0-9a-f]{64}, not by this installation/);
});

test('a page that was lost is made again, and the pack is intact', async () => {
  const dir = await altered('lost', (at) => rm(join(at, 'index.html')));
  expect(await cli(['render', dir])).toMatchObject({ exitCode: 0 });
  expect((await verifyPack(dir)).problems).toEqual([]);
});

test('a pack that its run did not sign stays unsigned', async () => {
  const dir = await altered('unsigned', async (at) => {
    await verdict(at);
    await rm(join(at, 'attestations'), { recursive: true });
  });
  const { exitCode, stderr } = await cli(['render', dir]);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('unsigned: only the run itself signs its pack');
  expect((await verifyPack(dir)).problems.join()).toContain('attestations/signer.pub.pem: missing');
});
