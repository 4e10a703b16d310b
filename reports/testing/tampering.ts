import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { writeAttestations } from '../pack/attest/attestations.ts';
import { installationSigner, type Signer } from '../pack/attest/signer.ts';
import { writeChecksums } from '../pack/checksums.ts';
import { loadPack } from '../pack/load.ts';
import { verifyPack } from '../pack/verify-pack.mjs';
import { renderPack } from '../render.ts';
import { writeSample } from './sample.ts';
import { temporaryFolder } from './temporary.ts';

/** evidence.json as somebody edits it who does not ask its schema. */
export interface Edited {
  schema: string;
  summary: Record<string, number>;
  run: { status: string; lab: object[] };
  claims: { id: string; verdict: string; reason: string; controls: { chance?: object }[] }[];
}

export async function edit(dir: string, change: (evidence: Edited) => void): Promise<void> {
  const file = join(dir, 'evidence.json');
  const evidence = JSON.parse(await readFile(file, 'utf8')) as Edited;
  change(evidence);
  await writeFile(file, JSON.stringify(evidence));
}

/** A sample pack, rendered and signed before the tests of a file, and what tampers with copies of it. For tests only. */
export async function tampering() {
  const folder = await temporaryFolder();
  const intact = join(folder, 'intact');
  const keyFile = join(folder, 'key.pem');
  const signer: Signer = await installationSigner(keyFile);
  beforeAll(async () => {
    await writeSample(intact);
    await renderPack(intact, signer);
  }, 60_000);

  /** The problems that verifyPack finds in a copy of the intact pack after `tamper`. */
  const after = async (name: string, tamper: (dir: string) => Promise<unknown>): Promise<string> => {
    const dir = join(folder, name);
    await cp(intact, dir, { recursive: true });
    await tamper(dir);
    return (await verifyPack(dir)).problems.join('\n');
  };
  /** The same for somebody who holds the key: hashes and signatures are made anew. */
  const forged = (name: string, tamper: (dir: string) => Promise<unknown>): Promise<string> =>
    after(name, async (dir) => {
      await tamper(dir);
      await writeChecksums(dir);
      await writeAttestations(await loadPack(dir), signer);
    });
  return { folder, intact, signer, after, forged };
}
