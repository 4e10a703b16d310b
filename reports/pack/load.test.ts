import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PackError } from './errors.ts';
import { loadPack } from './load.ts';
import { RawFiles } from '../testing/rawFiles.ts';
import { sampleEvidence, writeSample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const folder = await temporaryFolder();

async function packWith(name: string, evidence: string): Promise<string> {
  const dir = join(folder, name);
  await mkdir(dir);
  await writeFile(join(dir, 'evidence.json'), evidence);
  return dir;
}

test('an invalid evidence.json is one error that names the JSON path', async () => {
  const evidence = sampleEvidence(new RawFiles());
  const broken = structuredClone(evidence) as { claims: { controls: unknown[]; verdict: string }[] };
  broken.claims[2]!.verdict = 'perhaps';
  const dir = await packWith('invalid', JSON.stringify(broken));
  await expect(loadPack(dir)).rejects.toThrow(PackError);
  await expect(loadPack(dir)).rejects.toThrow(/evidence\.json breaks meshproof\/evidence\/v1 at \$\.claims\[2\]\.verdict: /);
});

test('text that is not JSON, and a folder without evidence.json, say so', async () => {
  await expect(loadPack(await packWith('torn', '{"schema":'))).rejects.toThrow(/evidence\.json is not JSON/);
  await expect(loadPack(folder)).rejects.toThrow(/is not an evidence pack: evidence\.json is missing/);
});

test('reads small texts and the documents, not captures; notes what raw/ lacks', async () => {
  const dir = join(folder, 'whole');
  const evidence = await writeSample(dir);
  const pack = await loadPack(dir);
  const artifacts = evidence.claims.flatMap(({ observations }) => observations.flatMap((one) => one.artifacts));
  const named = (name: string) => artifacts.find((artifact) => artifact.name === name)?.sha256 ?? '';
  expect(pack.texts.get(evidence.documents[0]!.sha256)).toContain('# Module 9');
  expect(pack.texts.get(named('stderr.txt'))).toContain('curl: (28)');
  expect(pack.texts.has(named('backend.pcap'))).toBe(false);
  expect(pack.texts.has(named('proxy-log.txt'))).toBe(false);
  expect([...pack.missing]).toEqual([]);
  expect([...(await loadPack(await packWith('bare', JSON.stringify(evidence)))).missing]).toContain(named('backend.pcap'));
});
