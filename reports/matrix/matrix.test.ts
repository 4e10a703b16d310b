import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sampleCell } from '../testing/sampleCells.ts';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import type { Source } from './cells.ts';
import { csvOf } from './csv.ts';
import { renderMatrix } from './page.ts';
import { matrixSchema } from './schema.ts';
import { toMatrix } from './toMatrix.ts';

const [blocked, sniffer] = ['m9-ex4-attacker-blocked', 'm9-ex6-sniffer'];
const made = { at: '2026-01-02T04:00:00Z', version: '0.1.0' };
const old = { istio: '1.30.4', kubernetes: '1.36.3', proxy: '1.38.3' };
const now = { istio: '1.31.0', kubernetes: '1.36.3', proxy: '1.40.0' };
const matrixOf = (...sources: Source[]) => toMatrix(sources, made);
const rowOf = (matrix: ReturnType<typeof matrixOf>, id: string) => matrix.claims.find((claim) => claim.id === id)!;

test('cells of the same results have no difference, and are told apart by what varies', () => {
  const matrix = matrixOf(sampleCell(old), sampleCell(now));
  expect(matrix.claims.filter(({ differs }) => differs !== 'no')).toEqual([]);
  expect(matrix.cells.map(({ title }) => title)).toEqual(['Istio 1.30.4', 'Istio 1.31.0']);
  expect(matrix.notes).toEqual([]);
});

test.for([
  [
    'the version whose defaults are kept',
    { ...now, compatibility: '1.30' },
    now,
    ['defaults of Istio 1.30', 'Istio 1.31.0, Kubernetes 1.36.3'],
  ],
  ['Envoy alone', { ...now, proxy: '1.39.3' }, now, ['Envoy 1.39.3', 'Envoy 1.40.0']],
  ['nothing', now, now, ['Istio 1.31.0, Kubernetes 1.36.3', 'Istio 1.31.0, Kubernetes 1.36.3']],
] as const)('cells that differ by %s', ([, a, b, titles]) => {
  expect(matrixOf(sampleCell(a), sampleCell(b)).cells.map(({ title }) => title)).toEqual(titles);
});

test('another verdict is told with both reasons; what nobody tried is no other verdict', () => {
  const matrix = matrixOf(
    sampleCell(old, (claim) => Object.assign(claim(blocked), { verdict: 'contradicted', reason: 'It answered.' })),
    sampleCell(now),
    sampleCell({ ...now, kubernetes: '1.37.2' }, (claim) =>
      Object.assign(claim(sniffer), { verdict: 'not-run', selected: false }),
    ),
  );
  expect(rowOf(matrix, blocked)).toMatchObject({
    differs: 'verdict',
    results: [{ verdict: 'contradicted', standing: 'differs', reason: 'It answered.' }, {}, {}],
  });
  expect(rowOf(matrix, sniffer).differs).toBe('tested');
});

test('another outcome is another statement that disagreed; words that change in each run are none', () => {
  const wrong = (claim: (id: string) => ClaimEvidence, observed: string) => {
    const one = claim(blocked);
    one.verdict = one.expected = 'contradicted';
    Object.assign(one.expectations[0]!, { agrees: false, observed });
  };
  const cell = (versions: typeof now, observed: string) => sampleCell(versions, (claim) => wrong(claim, observed));
  expect(
    rowOf(matrixOf(cell(old, '200 from backend-7c9f8d6b5-abcde'), cell(now, '200 from backend-5fdd9c54b6-chzvz')), blocked)
      .differs,
  ).toBe('no');
  const apart = rowOf(matrixOf(cell(old, '200 from backend'), cell(now, 'reset (curl 56)')), blocked);
  expect(apart.differs).toBe('outcome');
  expect(apart.results.map((one) => one?.observed)).toEqual([
    [expect.stringContaining('200')],
    [expect.stringContaining('reset')],
  ]);
});

test('statements that were made side by side and ended in another order are no other outcome', () => {
  const cell = (versions: typeof now, order: (names: string[]) => string[]) =>
    sampleCell(versions, (claim) => {
      const one = claim(blocked);
      one.verdict = one.expected = 'contradicted';
      const [statement] = one.expectations as [ClaimEvidence['expectations'][number]];
      one.expectations = order(['first', 'second']).map((name) => ({ ...statement, name, agrees: false }));
    });
  const matrix = matrixOf(
    cell(old, (names) => names),
    cell(now, (names) => names.reverse()),
  );
  expect(rowOf(matrix, blocked).differs).toBe('no');
});

test('a cell without a pack, one that was altered, and one that was interrupted are the worst', () => {
  const none: Source = { wish: { ISTIO: '1.29.0' }, says: 'not run yet', href: '', problems: [] };
  const matrix = matrixOf(sampleCell(now), none);
  expect(matrix.cells[1]).toEqual({ title: 'Istio 1.29.0', wish: { ISTIO: '1.29.0' }, says: 'not run yet', exit: 2 });
  expect(matrix.exit).toBe(2);
  expect(matrix.claims.every(({ differs }) => differs === 'no')).toBe(true);
  const clean = (change: (evidence: Evidence) => void = () => undefined) =>
    sampleCell(now, (_, evidence) => {
      for (const claim of evidence.claims)
        Object.assign(claim, { verdict: 'verified', expected: 'verified', erratum: undefined });
      change(evidence);
    });
  expect(matrixOf(clean()).exit).toBe(0);
  expect(matrixOf(clean(), { ...clean(), problems: ['evidence.json: altered'] }).exit).toBe(2);
  expect(matrixOf(clean((evidence) => (evidence.run.status = 'interrupted'))).exit).toBe(2);
});

test('cells of other suites or documents may differ for that reason, and it is said', () => {
  const other = sampleCell(old, (_, { run, documents }) => {
    run.suite.commit = 'f'.repeat(40);
    documents[0]!.sha256 = '0'.repeat(64);
  });
  expect(matrixOf(sampleCell(now), other).notes.map((note) => note.split(' differ')[0])).toEqual(['The suites', 'The documents']);
});

const stating = (versions: typeof now, verdict: 'verified' | 'contradicted', { sound = true } = {}) => {
  const here = versions === old;
  const cell = sampleCell(versions, (claim) =>
    Object.assign(claim(blocked), {
      verdict,
      expected: here ? 'contradicted' : 'verified',
      byVersion: [
        { at: [], expected: 'verified', here: !here },
        { at: ['istio <1.31'], expected: 'contradicted', why: 'r-1 and r-2', here },
      ],
    }),
  );
  return { ...cell, problems: sound ? [] : ['altered'] };
};

test.for([
  ['both sides are run', [stating(now, 'verified'), stating(old, 'contradicted')], ['proven', 'proven'], [[1], [2]]],
  ['one side is run', [stating(now, 'verified')], ['proven', 'open'], [[1], []]],
  ['a run comes to something else', [stating(now, 'verified'), stating(old, 'verified')], ['proven', 'refuted'], [[1], [2]]],
  [
    'a pack was altered',
    [stating(now, 'verified', { sound: false }), stating(old, 'contradicted')],
    ['open', 'proven'],
    [[], [2]],
  ],
] as const)('what the ledger states by version where %s', ([, cells, proofs, by]) => {
  const { stated = [] } = rowOf(matrixOf(...cells), blocked);
  expect(stated.map(({ proof }) => proof)).toEqual(proofs);
  expect(stated.map((one) => one.by)).toEqual(by);
});

test('the page has what differs first, leads to each pack, and says what the ledger states', async () => {
  const page = await renderMatrix(
    matrixOf(stating(now, 'verified'), stating(old, 'contradicted')),
    new Map([['m9-ex4', 'Exercise <4>']]),
  );
  expect(page).toContain('<strong>1 claim with another verdict</strong>');
  expect(page).toContain(`href="../cells/1.31.0/index.html#${blocked}"`);
  expect(page).toContain('1 claim, 1 proven by these packs on both sides');
  expect(page).toContain('Exercise &lt;4&gt;');
  expect(page.indexOf('id="differs-verdict"')).toBeLessThan(page.indexOf('id="all"'));
  expect(page).not.toContain('<script');
});

test('matrix.json fits its schema', () => {
  const validate = addFormats.default(new Ajv2020({ allErrors: true })).compile(z.toJSONSchema(matrixSchema));
  const matrix = matrixOf(sampleCell(old), sampleCell(now)) as object;
  expect(validate(matrix), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...matrix, more: 1 })).toBe(false);
});

test('the CSV has a line a claim; words that look like a formula are none', () => {
  const matrix = matrixOf(sampleCell(now, (claim) => (claim(blocked).reason = '=1+1, "quoted"\nline')));
  const csv = csvOf(matrix);
  expect(csv.split('\r\n')).toHaveLength(matrix.claims.length + 2);
  expect(csv.split('\r\n')[0]).toBe(
    'claim,document,line,says,differs,"1 Istio 1.31.0, Kubernetes 1.36.3: verdict","1 Istio 1.31.0, Kubernetes 1.36.3: ledger","1 Istio 1.31.0, Kubernetes 1.36.3: reason"',
  );
  expect(csv).toContain(`"'=1+1, ""quoted""\nline"`);
});
