import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { sampleCell } from '../testing/sampleCells.ts';
import { badgeOf } from './badge.ts';
import type { Source } from './cells.ts';
import { frontMatterOf, htmlOf, markdownOf } from './fragments.ts';
import { inShort, inWords, testedOf, type Tested } from './tested.ts';

const now = { istio: '1.31.0', kubernetes: '1.36.3' };

/** The sample with as many claims of each verdict. */
const counted = (
  verdicts: Partial<Record<ClaimEvidence['verdict'], number>>,
  change: (evidence: Evidence) => void = () => undefined,
  versions = now,
) =>
  sampleCell(versions, (_, evidence) => {
    const [one] = evidence.claims as [ClaimEvidence];
    evidence.claims = Object.entries(verdicts).flatMap(([verdict, count]) =>
      Array.from({ length: count }, (_, at) => ({
        ...one,
        id: `m9-${verdict}-${at}`,
        verdict: verdict as ClaimEvidence['verdict'],
        selected: true,
      })),
    );
    change(evidence);
  });

const tested = (...sources: Source[]): Tested => testedOf(sources)[0]!;

test.for<[string, string, Partial<Record<ClaimEvidence['verdict'], number>>, ((evidence: Evidence) => void)?]>([
  ['all 5 claims hold', 'all 5 hold', { verified: 5, editorial: 3 }],
  ['2 of 200 claims wrong', '2 of 200 wrong', { verified: 198, contradicted: 1, stale: 1, 'not-applicable': 4 }],
  ['2 of 199 claims wrong, 1 undecided', '2 of 199 wrong, 1 undecided', { verified: 197, vacuous: 2, inconclusive: 1 }],
  [
    '12 of 200 claims tested, 0 wrong',
    '12 of 200 tested, 0 wrong',
    { verified: 12, 'not-run': 188 },
    ({ claims }) => claims.forEach((one) => (one.selected = one.verdict !== 'not-run')),
  ],
  ['5 of 6 claims tested, 0 wrong, 1 undecided', '5 of 6 tested, 0 wrong, 1 undecided', { verified: 5, drifted: 1 }],
  ['not tested', 'not tested', { 'not-applicable': 3 }],
  ['not tested: the run did not finish', 'not tested', { verified: 5 }, ({ run }) => (run.status = 'interrupted')],
  [
    'not tested: the test cluster did not behave like a real one',
    'not tested',
    { verified: 5 },
    ({ run }) => (run.labSelected = 1),
  ],
])('%s', ([words, badge, verdicts, change]) => {
  const one = tested(counted(verdicts, change));
  expect(inWords(one.cells[0]!)).toBe(words);
  expect(inShort(one).result).toBe(badge);
});

test('an altered pack is no test', () => {
  const one = tested({ ...counted({ verified: 5 }), problems: ['evidence.json: altered'] });
  expect(inWords(one.cells[0]!)).toBe('not tested: the evidence is not what was signed');
});

test('of several cells the worst is told, and versions of a run that does not count are left out', () => {
  const old = { istio: '1.30.4', kubernetes: '1.36.3' };
  const one = tested(
    counted({ verified: 5 }),
    counted({ verified: 3, contradicted: 2 }, undefined, old),
    counted({ verified: 5 }, ({ run }) => (run.status = 'interrupted'), { istio: '1.32.0', kubernetes: '1.37.2' }),
  );
  expect(inShort(one)).toEqual({
    with: 'Istio 1.31.0, 1.30.4 · Kubernetes 1.36.3',
    result: 'up to 2 of 5 wrong',
    state: 'wrong',
  });
  expect(one.cells).toHaveLength(3);
});

test('the badge is an image of both texts, whatever they are', () => {
  const svg = badgeOf(tested(counted({ verified: 5 }, undefined, { istio: '1.31.0"><script>', kubernetes: '1 & 2' }))).toString();
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).not.toContain('<script>');
  expect(svg).toContain('<title>Istio 1.31.0&quot;&gt;&lt;script&gt; · Kubernetes 1 &amp; 2: all 5 hold</title>');
});

test('the lines for a site name versions, day, counts and evidence, and let no markup out', () => {
  const one = tested(counted({ verified: 4, contradicted: 1 }, undefined, { istio: '1.31.0 [x](y) <b>', kubernetes: '1.36.3' }));
  const html = htmlOf(one).toString();
  expect(html).toContain('1 of 5 claims wrong (<time datetime="2026-01-02">2026-01-02</time>, <a href="');
  expect(html).not.toContain('<b>');
  const markdown = markdownOf(one);
  expect(markdown).toContain('1 of 5 claims wrong (2026-01-02, [evidence](');
  expect(markdown).not.toMatch(/[^\\]<b|[^\\]\[x/);
  const values = JSON.parse(frontMatterOf(one)) as { document: string; tested_with: object[] };
  expect(values.tested_with[0]).toMatchObject({
    kubernetes: '1.36.3',
    date: '2026-01-02',
    state: 'wrong',
    claims: 5,
    tested: 5,
    wrong: 1,
    undecided: 0,
  });
});
