import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cluster/host/testing.ts';
import { Journal } from '../evidence/journal.ts';
import type { ClaimEvidence } from '../evidence/schema.ts';
import { ranIn, runIn } from './ran.ts';

const ended = { exit: 2, output: '' };
const intact = async () => [];

/** A pack in which one claim has come out, with what its run has signed. */
function plantedPack(signed?: string): string {
  const pack = join(temporaryFolder(), 'pack');
  const journal = new Journal(pack);
  journal.write({ event: 'claim-finished', claim: 'm1-a', evidence: { id: 'm1-a', verdict: 'verified' } as ClaimEvidence });
  journal.close();
  mkdirSync(join(pack, 'attestations'));
  if (signed !== undefined) writeFileSync(join(pack, 'attestations/test-result.dsse.json'), signed);
  return pack;
}

const envelopeOf = (result: string) =>
  JSON.stringify({ payload: Buffer.from(JSON.stringify({ predicate: { result } })).toString('base64') });

test('the name of a run is what make verify prints', () => {
  expect(runIn('cluster up\nrun 2026-01-01T00-00-00Z-ab12: 6 claims in 4 specs\n')).toBe('2026-01-01T00-00-00Z-ab12');
  expect(runIn('going on with 2026-01-01T00-00-00Z-ab12: 2 claims in 1 specs')).toBe('2026-01-01T00-00-00Z-ab12');
  expect(runIn('RESUME=x: there is no such run')).toBeUndefined();
});

test('a run without a pack has come to nothing, and its pack is not intact', async () => {
  for (const pack of [undefined, join(temporaryFolder(), 'none')])
    expect(await ranIn(pack, ended, intact)).toEqual({
      ...ended,
      results: [],
      evidence: undefined,
      attested: undefined,
      problems: ['there is no pack'],
    });
});

test('what the journal and the signed statement say is read, and what the verifier finds', async () => {
  expect(await ranIn(plantedPack(envelopeOf('FAILED')), ended, async () => ['SHA256SUMS: x'])).toMatchObject({
    results: [{ id: 'm1-a', verdict: 'verified' }],
    evidence: undefined,
    attested: 'FAILED',
    problems: ['SHA256SUMS: x'],
  });
});

test.each([undefined, '', '{', '{"payload":"***"}', envelopeOf('PERHAPS')])(
  'a statement that cannot be read attests nothing: %j',
  async (signed) => {
    expect((await ranIn(plantedPack(signed), ended, intact)).attested).toBeUndefined();
  },
);

test('files that were cut tell nothing', async () => {
  const pack = plantedPack();
  writeFileSync(join(pack, 'evidence.json'), '{"schema":"mesh');
  appendFileSync(join(pack, 'journal.jsonl'), 'cut\n{"event":"run-finished"}\n');
  expect(await ranIn(pack, ended, intact)).toMatchObject({ results: [], evidence: undefined });
});
