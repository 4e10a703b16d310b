import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Evidence } from '../evidence/schema.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { checkLedger, checkRelease, readPacks, type NamedPack } from './packs.ts';
import { claimEvidence, plantedModule } from './testing.ts';

const packOf = (istio: string, ...claims: Evidence['claims']): NamedPack => ({
  folder: 'runs/a',
  evidence: { run: { environment: { istio } }, claims } as unknown as Evidence,
});
const ledger = { claims: [claimEvidence({ id: 'm1-a' }), claimEvidence({ id: 'm1-b' })] } as unknown as LoadedLedger;
const told = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};

test.for(['a', 'a,b,c', ','])('PACKS=%s does not name two', (named) => {
  expect(told(() => readPacks(named))).toBe(`PACKS=${named} does not name two packs.`);
});

test('a folder without evidence, or with that of another version, is no pack', async () => {
  await using folder = await plantedModule({
    'other/evidence.json': '{"schema":"meshproof/evidence/v0"}',
    'broken/evidence.json': '{',
  });
  expect(told(() => readPacks('nosuch,b'))).toMatch(/^PACKS: there is no pack nosuch/);
  for (const name of ['other', 'broken'])
    expect(told(() => readPacks(`${join(folder.folder, name)},b`))).toMatch(/evidence.json is no evidence of this version/);
});

test('a pack of another Istio than it is named for', () => {
  expect(told(() => checkRelease(packOf('1.31.0'), 'FROM', '1.30.4'))).toBe(
    'PACKS: runs/a was measured on Istio 1.31.0, and FROM is 1.30.4.',
  );
  expect(told(() => checkRelease(packOf('v1.30.4'), 'FROM', '1.30.4'))).toBe('nothing');
});

test('a pack of another ledger: claims that are missing, too many, or about other words', () => {
  const [a, b] = [claimEvidence({ id: 'm1-a' }), claimEvidence({ id: 'm1-b' })];
  expect(told(() => checkLedger(packOf('1', a, b), ledger))).toBe('nothing');
  expect(told(() => checkLedger(packOf('1', a), ledger))).toMatch(/1 claims are not the same \(m1-b\)/);
  expect(told(() => checkLedger(packOf('1', a, b, claimEvidence({ id: 'm1-c' })), ledger))).toMatch(/\(m1-c\)/);
  expect(told(() => checkLedger(packOf('1', a, { ...b, quote: 'b' }), ledger))).toMatch(/\(m1-b\)/);
});
