import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantedFidelity } from '../evidence/testing.ts';
import { root } from '../root.ts';
import { trustFile } from '../trustPage.ts';
import { fidelityTable, withFidelity } from './trust.ts';

test('the table has each suite’s counts beside its floor, what it was measured on, and its holes', () => {
  const table = fidelityTable(plantedFidelity);
  expect(table).toContain('| Gateway API conformance, profiles MESH-HTTP and MESH-GRPC | v1.6.0 | 1 | 1 | 0 | 1 | 8 |');
  expect(table).toContain('Measured 2026-01-01 at commit 0123456789ab on Kubernetes 1.36.3, Istio 1.31.0');
  expect(table).toContain('- Known hole of network-policy: Netpol has a planted hole (failed). planted');
});

test('what is not as expected is in it, and cannot break its form', () => {
  const [first, ...others] = plantedFidelity.suites;
  const record = { ...plantedFidelity, suites: [{ ...first!, surprises: ['gateway-api: a|b\n<c> failed'] }, ...others] };
  expect(fidelityTable(record)).toContain('- Not as expected: gateway-api: a\\|b \\<c\\> failed');
});

test('the page has its place, and only what is in the place is replaced', () => {
  const page = readFileSync(join(root, trustFile), 'utf8');
  const once = withFidelity(page, plantedFidelity);
  expect(once).toContain('| v1.6.0 | 1 |');
  expect(withFidelity(once, plantedFidelity)).toBe(once);
  const [before] = page.split('<!-- fidelity');
  expect(once.startsWith(before!)).toBe(true);
  expect(once.endsWith(page.split('<!-- /fidelity -->')[1]!)).toBe(true);
  expect(() => withFidelity('# Trust\n', plantedFidelity)).toThrow('has no place for the table');
});
