import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { trustFile } from '../trustPage.ts';
import { readTried } from './record.ts';
import { plantedTried, plantedTry } from './testing.ts';
import { triedTable, withTried } from './trust.ts';

const page = readFileSync(join(root, trustFile), 'utf8');
const tries = [
  plantedTry({ outcome: 'not-done', why: 'The run ended before the fault.' }),
  plantedTry({ attempt: 2 }),
  plantedTry({ number: 2, fault: 'clock', outcome: 'broken', ended: 'as-expected', resumed: undefined, findings: ['left: a|b'] }),
];

test('each fault has its tries, how many held, how runs ended and what RESUME came to', () => {
  const table = triedTable(plantedTried(tries));
  expect(table).toContain('(SIGKILL) | 1 | 1 | 1 nothing-learned | 1 completed |');
  expect(table).toContain('back after 10 s | 1 | 0 | 1 as-expected | – |');
  expect(table).toContain('1 of 2 tries held. 1 more attempts do not count');
  expect(table).toContain('- Not held: try 2 (clock): left: a\\|b');
  expect(table).toContain('Measured 2026-01-01 at commit 0123456789ab by `make faults N=2 SEED=planted`, on Kubernetes 1.36.3');
});

test('what has not been tried has no line', () => {
  expect(triedTable(plantedTried(tries))).not.toContain('kubelet of a worker');
});

test('the page shows what was tried last, or says that nothing was', () => {
  const record = readTried();
  expect(record ? withTried(page, record) : page).toBe(page);
  expect(page.includes('Not measured by this version of the suite yet.\n<!-- /faults -->')).toBe(record === undefined);
  expect(withTried(page, plantedTried(tries))).toContain('1 of 2 tries held');
});
