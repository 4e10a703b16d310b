import { expect, test } from 'vitest';
import type { Versions } from '../versions.ts';
import { describeOtherwise, ledgerAt } from './atVersions.ts';
import { list } from './list.ts';
import { loadLedger } from './load.ts';
import { mustSee } from './seen.ts';
import { documentText, ledgerText, plantedProject } from './testing.ts';

const byVersion = ledgerText.replace(
  '    basis: predicted\n',
  `    basis: predicted
    versions:
      - at: istio >=1.31
        expected: contradicted
        seen: ^503
        why: r-1 on 1.30.4, r-2 on 1.31.0.
      - at: [istio <1.31, kubernetes <1.35]
        expected: vacuous
        why: r-1 and r-3.
    needs: [istio >=1.29]
    erratum: { text: curl http://backend/ }
`,
);

async function at(versions: Versions, text = byVersion, document = documentText) {
  await using project = await plantedProject({ 'specs/claims/a.yaml': text, 'fixtures/documents/a.md': document });
  const ledger = ledgerAt(await loadLedger(project.root), versions);
  return { ledger, claim: ledger.byId('m1-a-curl') };
}

test.for<[Versions, string, string | undefined]>([
  [{ istio: '1.31.0' }, 'contradicted', '^503'],
  [{ istio: '1.30.4', kubernetes: '1.36.3' }, 'verified', undefined],
  [{ istio: '1.30.4', kubernetes: '1.34.4' }, 'vacuous', undefined],
])('of a cluster with %o %s is expected', async ([versions, expected, seen]) => {
  const { claim, ledger } = await at(versions);
  expect([claim.expected, claim.seen]).toEqual([expected, seen]);
  expect(claim.stated?.filter(({ here }) => here).map((one) => one.expected)).toEqual([expected]);
  expect(claim.stated?.[0]).toEqual({ at: [], expected: 'verified', here: expected === 'verified' });
  expect(describeOtherwise(ledger)).toHaveLength(expected === 'verified' ? 0 : 1);
});

test('where the version that decides is not known, nothing is expected, and it says so', async () => {
  const { claim } = await at({ kubernetes: '1.36.3' });
  expect(claim).toMatchObject({ expected: 'undecided', outside: { says: expect.stringContaining('istio >=1.29') as string } });
  expect(claim.outside).not.toHaveProperty('lacks');
  expect(claim.why).toBe(
    'The ledger expects another verdict at istio >=1.31 or istio <1.31, and the cluster did not tell that version.',
  );
  expect(claim.stated?.some(({ here }) => here)).toBe(false);
});

test('a claim about other versions is outside, with the need and what was measured', async () => {
  const { claim, ledger } = await at({ istio: '1.28.1', kubernetes: '1.36.3' });
  const says = 'The claim is about istio >=1.29; this cluster has istio 1.28.1.';
  expect(claim.outside).toEqual({ lacks: 'istio >=1.29', says });
  expect(describeOtherwise(ledger)).toEqual([`m1-a-curl: ${says}`]);
});

test('a claim that repeats another shares its verdicts by version', async () => {
  const text = byVersion.replace(
    'expected: contradicted\n    basis: predicted\n    sameAs: m1-a-returns',
    'expected: verified\n    basis: predicted\n    sameAs: m1-a-curl',
  );
  const { ledger } = await at({ istio: '1.31.0' }, text);
  expect(ledger.byId('m1-a-again')).toMatchObject({ expected: 'contradicted', seen: '^503' });
});

test('once its erratum is applied a claim is verified at every version; what it said before still hangs on the version', async () => {
  const document = documentText.replace('curl http://backend\n', 'curl http://backend/\n');
  const before = await at({ istio: '1.31.0' }, byVersion, document);
  expect(before.claim).toMatchObject({ expected: 'verified', applied: { expected: 'contradicted', seen: '^503' } });
  expect(mustSee(before.claim.applied!)).toEqual(['^503']);
  const { claim } = await at({ istio: '1.30.4', kubernetes: '1.36.3' }, byVersion, document);
  expect(claim).toMatchObject({ expected: 'verified', applied: { expected: 'verified' } });
});

test('a list made without a cluster has them all', async () => {
  await using project = await plantedProject({ 'specs/claims/a.yaml': byVersion });
  expect(await list({ root: project.root, json: false, claims: 'm1-a-curl' })).toContain(
    'verified; at istio >=1.31 contradicted; at istio <1.31 and kubernetes <1.35 vacuous (predicted)',
  );
});
