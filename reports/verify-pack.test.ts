import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { writeChecksums } from './checksums.ts';
import { renderPack } from './render.ts';
import { sha256, writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { verifyPack } from './verify-pack.ts';

// Each makes files or processes: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
const intact = join(folder, 'intact');

beforeAll(async () => {
  await writeSample(intact);
  await renderPack(intact);
}, 60_000);

/** What verifyPack says of a copy of the intact pack after `tamper`. */
async function after(name: string, tamper: (dir: string) => Promise<unknown>): Promise<string> {
  const dir = join(folder, name);
  await cp(intact, dir, { recursive: true });
  await tamper(dir);
  return (await verifyPack(dir)).join('\n');
}

const manifest = async (dir: string) => {
  const { claims } = JSON.parse(await readFile(join(dir, 'evidence.json'), 'utf8'));
  return `raw/${claims.find(({ id }: { id: string }) => id === 'm9-ex4-attacker-blocked').changes[0].artifacts[0].sha256}`;
};

async function edit(dir: string, change: (evidence: { claims: { id: string; verdict: string }[] }) => void): Promise<void> {
  const file = join(dir, 'evidence.json');
  const evidence = JSON.parse(await readFile(file, 'utf8'));
  change(evidence);
  await writeFile(file, JSON.stringify(evidence));
}

test('an intact pack has no problem', async () => {
  expect(await verifyPack(intact)).toEqual([]);
});

test('one flipped byte is named, wherever it is', async () => {
  for (const path of ['index.html', 'junit.xml', 'allure.html', 'evidence.json', await manifest(intact)]) {
    const said = await after(`flipped-${path.replaceAll('/', '-')}`, async (dir) => {
      const bytes = await readFile(join(dir, path));
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(join(dir, path), bytes);
    });
    expect(said).toContain(`${path}: altered`);
  }
});

test('a removed file is named', async () => {
  const path = await manifest(intact);
  expect(await after('removed', (dir) => rm(join(dir, path)))).toContain(`${path}: removed`);
});

test('an added file is named, in raw/ even when the sums were made again', async () => {
  expect(await after('added', (dir) => writeFile(join(dir, 'note.txt'), 'x'))).toContain('note.txt: added');
  const orphan = await after('orphan', async (dir) => {
    await writeFile(join(dir, 'raw', sha256('x')), 'x');
    await writeChecksums(dir);
  });
  expect(orphan).toContain(`raw/${sha256('x')}: orphan`);
});

test('what only the journal names is no orphan', async () => {
  const said = await after('journaled', async (dir) => {
    await writeFile(join(dir, 'raw', sha256('x')), 'x');
    await writeFile(join(dir, 'journal.jsonl'), `{"event":"observation","artifacts":[{"sha256":"${sha256('x')}"}]}\n`);
    await writeChecksums(dir);
  });
  expect(said).toBe('');
});

test('a changed verdict and a removed claim are caught by the counts, even when the sums were made again', async () => {
  const changed = await after('verdict', async (dir) => {
    await edit(dir, ({ claims }) => (claims.find(({ verdict }) => verdict === 'contradicted')!.verdict = 'verified'));
    await writeChecksums(dir);
  });
  expect(changed).toContain('evidence.json: summary says 1 contradicted, its claims are 0');
  const removed = await after('claim', async (dir) => {
    await edit(dir, (evidence) => evidence.claims.pop());
    await writeChecksums(dir);
  });
  expect(removed).toContain('evidence.json: summary says 1 not-applicable, its claims are 0');
});

test('a renamed raw file does not have its own hash, even when the sums were made again', async () => {
  const path = await manifest(intact);
  const said = await after('content', async (dir) => {
    await writeFile(join(dir, path), 'kind: Forged\n');
    await writeChecksums(dir);
  });
  expect(said).toContain(`${path}: its content has another hash (backend-policy.yaml of m9-ex4-attacker-blocked)`);
});

test('a pack without sums or without evidence says which is unusable', async () => {
  expect(await after('no-sums', (dir) => rm(join(dir, 'SHA256SUMS')))).toContain('SHA256SUMS: cannot be used');
  expect(await after('no-evidence', (dir) => writeFile(join(dir, 'evidence.json'), '{'))).toContain(
    'evidence.json: cannot be used',
  );
});
