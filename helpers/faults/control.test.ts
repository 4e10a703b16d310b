import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cluster/host/testing.ts';
import { InfrastructureError } from '../errors.ts';
import { runControl } from './control.ts';
import { plantedClaims, plantedExpected, plantedVerify, type Run } from './testing.ts';

const good: Run = { exit: 0, verdicts: { 'm1-a': 'verified', 'm1-b': 'contradicted' }, attested: 'PASSED', short: true };

function controlled(run: Run, files: string[] = []) {
  const { signal } = new AbortController();
  return runControl(
    plantedClaims,
    { folder: temporaryFolder(), expected: plantedExpected, signal, goneIn: 0 },
    {
      verify: plantedVerify([run], signal),
      verifyPack: async () => [],
      standing: async () => ({ objects: {}, others: [] }),
      filesLeft: () => files,
    },
  );
}

test('claims that come out without a fault, with nothing left, say how long they take', async () => {
  expect(await controlled(good)).toEqual({ claims: plantedClaims, seconds: expect.any(Number) });
});

test.each([
  [
    'a claim that does not',
    { ...good, exit: 2, verdicts: { 'm1-a': 'inconclusive' }, attested: 'FAILED' },
    [],
    'ended with status 2',
  ],
  ['a wrong verdict', { ...good, exit: 1, verdicts: { 'm1-a': 'stale' }, attested: 'FAILED' }, [], 'claim m1-a is stale'],
  ['what is left', good, ['/tmp/left'], 'left: /tmp/left'],
] as [string, Run, string[], string][])('%s ends the series before any fault', async (_what, run, files, says) => {
  await expect(controlled(run, files)).rejects.toThrow(InfrastructureError);
  await expect(controlled(run, files)).rejects.toThrow(says);
});
