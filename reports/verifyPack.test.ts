import { execFile } from 'node:child_process';
import { appendFile, cp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { installationSigner } from './pack/attest/signer.ts';
import { writeAttestations } from './pack/attest/attestations.ts';
import { writeChecksums } from './pack/checksums.ts';
import { loadPack } from './pack/load.ts';
import { sha256 } from './testing/rawFiles.ts';
import { edit, tampering } from './testing/tampering.ts';
import { openEnvelope, readKey, verifyPack } from './pack/verify-pack.mjs';

// The tests start processes: a busy machine needs time for that.
vi.setConfig({ testTimeout: 60_000 });

const { folder, intact, signer, after } = await tampering();

const manifest = async (dir: string) => {
  const { claims } = JSON.parse(await readFile(join(dir, 'evidence.json'), 'utf8'));
  return `raw/${claims.find(({ id }: { id: string }) => id === 'm9-ex4-attacker-blocked').changes[0].artifacts[0].sha256}`;
};

test('an intact pack has no problem, and its signer is the one that was given', async () => {
  expect(await verifyPack(intact, { key: signer.keyId })).toMatchObject({ problems: [], keyId: signer.keyId, claims: 10 });
});

const everyFile = async (dir: string) =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));

test('one flipped byte is named, in whichever file', async () => {
  const dir = join(folder, 'flipped');
  await cp(intact, dir, { recursive: true });
  for (const path of await everyFile(dir)) {
    const bytes = await readFile(join(dir, path));
    if (bytes.length === 0) continue;
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1]! ^= 1;
    await writeFile(join(dir, path), flipped);
    expect((await verifyPack(dir)).problems.join('\n'), path).toContain(`${path}: `);
    await writeFile(join(dir, path), bytes);
  }
});

test('the last byte of a file counts that is read in several pieces', async () => {
  const large = Buffer.alloc(5 * 1024 ** 2);
  const listed = async (dir: string) => {
    await writeFile(join(dir, 'large'), large);
    await writeChecksums(dir);
  };
  expect(await after('large', listed)).toBe('SHA256SUMS: altered (another hash was signed)');
  const flipped = await after('large-flipped', async (dir) => {
    await listed(dir);
    await writeFile(join(dir, 'large'), Buffer.concat([large.subarray(1), Buffer.from('1')]));
  });
  expect(flipped).toContain('large: altered');
});

test('every byte of the attestations and of the public key counts', async () => {
  const read = (name: string) => readFile(join(intact, 'attestations', name));
  const pem = await read('signer.pub.pem');
  const signer = readKey(pem.toString());
  const overlooked = (bytes: Buffer, check: (text: string) => unknown) =>
    [...bytes.keys()].filter((at) => {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1;
      try {
        check(flipped.toString('utf8'));
        return true;
      } catch {
        return false;
      }
    });
  for (const name of ['test-result.dsse.json', 'reference.dsse.json'])
    expect(
      overlooked(await read(name), (text) => openEnvelope(text, signer)),
      name,
    ).toEqual([]);
  const envelope = (await read('reference.dsse.json')).toString();
  expect(overlooked(pem, (text) => openEnvelope(envelope, readKey(text)))).toEqual([]);
});

test('a missing, added or foreign attestation is named', async () => {
  expect(await after('unsigned', (dir) => rm(join(dir, 'attestations'), { recursive: true }))).toContain(
    'attestations/test-result.dsse.json: missing',
  );
  expect(await after('more', (dir) => writeFile(join(dir, 'attestations/x'), 'x'))).toContain('attestations/x: added');
  const other = join(folder, 'other');
  await cp(intact, other, { recursive: true });
  await writeAttestations(await loadPack(other), await installationSigner(join(folder, 'other.pem')));
  expect((await verifyPack(other)).problems).toEqual([]);
  expect((await verifyPack(other, { key: signer.keyId })).problems.join()).toMatch(
    /attestations\/signer\.pub\.pem: signed by [0-9a-f]{64}, not by/,
  );
});

test('the script runs alone, with any Node', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['verify-pack.mjs', '.', '--key', signer.keyId], {
    cwd: intact,
    env: {},
  });
  expect(stdout).toContain('intact');
  expect(stdout).toContain('Not proven');
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
    await appendFile(join(dir, 'journal.jsonl'), `{"event":"observation","artifacts":[{"sha256":"${sha256('x')}"}]}\n`);
    await writeChecksums(dir);
  });
  expect(said).toBe('SHA256SUMS: altered (another hash was signed)');
});

test('a changed verdict and a removed claim are caught by the counts, even when the sums were made again', async () => {
  const changed = await after('verdict', async (dir) => {
    await edit(dir, ({ claims }) => (claims.find(({ verdict }) => verdict === 'contradicted')!.verdict = 'verified'));
    await writeChecksums(dir);
  });
  expect(changed).toContain('evidence.json: the summary says 1 contradicted, the claims have 0');
  expect(changed).toContain('evidence.json: claim m9-ex4-script-quote was altered');
  const removed = await after('claim', async (dir) => {
    await edit(dir, (evidence) => evidence.claims.pop());
    await writeChecksums(dir);
  });
  expect(removed).toContain('evidence.json: the summary says 1 not-applicable, the claims have 0');
  expect(removed).toContain('evidence.json: claim m9-ex6-route was removed');
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

test('evidence of another schema is not read as if it were known', async () => {
  const said = await after('schema', (dir) => edit(dir, (evidence) => (evidence.schema = 'meshproof/evidence/v2')));
  expect(said).toContain(
    'evidence.json: cannot be used: its schema is meshproof/evidence/v2; this verifier knows meshproof/evidence/v1',
  );
});

test('a link is no file of the pack, wherever it leads', async () => {
  const path = await manifest(intact);
  const outside = join(folder, 'outside');
  const linked = async (dir: string) => {
    await rename(join(dir, path), outside);
    await symlink(outside, join(dir, path));
  };
  expect(await after('linked', linked)).toContain(`${path}: not a regular file (a symbolic link)`);
  const folderLinked = async (dir: string) => {
    await rename(join(dir, 'raw'), `${dir}-raw`);
    await symlink(`${dir}-raw`, join(dir, 'raw'));
  };
  expect(await after('linked-folder', folderLinked)).toContain('raw: not a regular file (a symbolic link)');
  const evidence = async (dir: string) => {
    await rename(join(dir, 'evidence.json'), `${dir}-evidence`);
    await symlink(`${dir}-evidence`, join(dir, 'evidence.json'));
  };
  expect(await after('linked-evidence', evidence)).toContain('evidence.json: cannot be used: not a regular file of the pack');
});

test('a pipe does not stop the verifier', async () => {
  const pipe = async (dir: string) => {
    await rm(join(dir, 'SHA256SUMS'));
    await promisify(execFile)('mkfifo', [join(dir, 'SHA256SUMS')]);
  };
  expect(await after('pipe', pipe)).toContain('SHA256SUMS: not a regular file (a pipe)');
});

test('the verifier names its own hash, and says what was not compared', async () => {
  const script = join(import.meta.dirname, 'pack/verify-pack.mjs');
  const run = async (...args: string[]) => (await promisify(execFile)(process.execPath, [script, ...args])).stdout;
  expect(await run(intact)).toContain(`verified by verify-pack.mjs ${sha256(await readFile(script, 'utf8'))}`);
  expect(await run(intact)).toContain('Any key is taken without --key');
  expect(await run(intact, '--key', signer.keyId)).not.toContain('Any key is taken');
});
