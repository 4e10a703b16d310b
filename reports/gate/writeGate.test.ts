import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleGate } from '../testing/sampleGate.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { gateFormats } from './formats.ts';
import { writeGate } from './writeGate.ts';

const folder = await temporaryFolder();
const file = join(folder, 'gate.json');

test('without a result, or with another one, nothing is written, and one sentence says what to do', async () => {
  await expect(writeGate(folder)).rejects.toThrow(/gate\.json cannot be read: .* Run the gate again: make gate\.$/);
  await writeFile(file, JSON.stringify({ ...sampleGate(), findings: [{ rule: 'other' }] }));
  await expect(writeGate(folder)).rejects.toThrow(/gate\.json breaks meshproof\/gate\/v1 at \$\.findings\[0\]\.rule: /);
  await writeFile(file, JSON.stringify({ ...sampleGate(), more: 1 }));
  await expect(writeGate(folder)).rejects.toThrow(/breaks meshproof\/gate\/v1 at \$: .*more/);
  expect(await readdir(folder)).toEqual(['gate.json']);
});

test('every form of the list is written beside the result, which stays as it is', async () => {
  await writeFile(file, JSON.stringify(sampleGate()));
  const written = await writeGate(folder);
  expect(written.map((one) => one.file)).toEqual(gateFormats.map((format) => join(folder, format.file)));
  expect((await readdir(folder)).sort()).toEqual(gateFormats.map((format) => format.file).sort());
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(sampleGate());
  for (const one of written) expect((await readFile(one.file, 'utf8')).length, one.file).toBeGreaterThan(0);
});
