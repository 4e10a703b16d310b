import { expect, test } from 'vitest';
import { plantedAssertion } from './testing.ts';
import { isFormer, rule, spoilsLane, type Judged, type Ruling, outsideRuling } from './ruling.ts';

const asserted = (beat: Judged['beat'], part: Partial<Judged> = {}): Judged =>
  plantedAssertion({ beat, name: `the ${beat}`, observed: '200 from nginx', ...part });

const control = asserted('control');
const holds = asserted('observation');
const against = (disagreement: Judged['disagreement'], part: Partial<Judged> = {}) =>
  asserted('observation', { agrees: false, disagreement, name: `is ${disagreement}`, observed: 'timeout', ...part });

test('a command of many lines is named by its first', () => {
  const { reason } = rule([control, against('contradicted', { name: 'the reader runs: seen=$(mktemp)\nwait' })]);
  expect(reason).toBe('Expected 200, observed timeout (the reader runs: seen=$(mktemp) …).');
});

test('a control and an observation that agree verify the claim', () => {
  expect(rule([control, holds])).toEqual({
    verdict: 'verified',
    reason: 'Observed 200 from nginx; 1 control agreed.',
    erratum: 'not-run',
    deciding: holds,
  });
  expect(rule([control, control, holds]).reason).toContain('2 controls agreed');
});

test.for([
  ['nothing was asserted', [], 'No control was recorded'],
  ['there is no control', [holds], 'No control was recorded'],
  ['there is a disagreement and no control', [against('contradicted')], 'No control was recorded'],
  ['there is a control only', [control], 'Nothing was observed'],
  ['only the erratum was observed', [control, asserted('erratum')], 'Nothing was observed'],
] as [string, Judged[], string][])('inconclusive where %s', ([, assertions, reason]) => {
  expect(rule(assertions)).toMatchObject({
    verdict: 'inconclusive',
    erratum: 'not-run',
    reason: expect.stringContaining(reason),
  });
});

test('a failed control outweighs everything', () => {
  const failed = asserted('control', { agrees: false, name: 'backend answers', observed: 'timeout' });
  expect(rule([control, failed, against('contradicted', { unsettled: true }), asserted('erratum')])).toEqual({
    verdict: 'inconclusive',
    reason: 'The control "backend answers" failed: expected 200, observed timeout.',
    erratum: 'not-run',
    deciding: failed,
  });
});

test('an observation that never settled teaches nothing, even beside one that disagrees', () => {
  const restless = asserted('observation', { agrees: false, unsettled: true, name: 'flaps', observed: '503' });
  expect(rule([control, against('contradicted'), restless])).toMatchObject({
    verdict: 'inconclusive',
    reason: '"flaps" did not settle: last 503.',
  });
});

test('an erratum that never settled makes the claim inconclusive too', () => {
  const restless = asserted('erratum', { agrees: false, unsettled: true });
  expect(rule([control, against('contradicted'), restless]).verdict).toBe('inconclusive');
});

test.for(['contradicted', 'vacuous', 'stale'] as const)('a disagreement can make a claim %s', (disagreement) => {
  expect(rule([control, holds, against(disagreement)])).toMatchObject({
    verdict: disagreement,
    reason: `Expected 200, observed timeout (is ${disagreement}).`,
    deciding: { name: `is ${disagreement}` },
  });
});

test.for(['contradicted', 'vacuous', 'stale'] as const)('%s counts only where the ledger says what was seen', (disagreement) => {
  const seen = against(disagreement, { observed: 'exit 1: already exists' });
  const broken = against(disagreement, { observed: 'exit 127: bash: line 1: kubctl: command not found' });
  expect(rule([control, seen], ['^exit 1: already exists$'])).toMatchObject({ verdict: disagreement, deciding: seen });
  expect(rule([control, broken], ['^exit 1: already exists$'])).toMatchObject({
    verdict: 'inconclusive',
    reason:
      'Disagreed otherwise than the ledger says: observed exit 127: bash: line 1: kubctl: command not found, the ledger says /^exit 1: already exists$/.',
    erratum: 'not-run',
    deciding: broken,
  });
});

test('each expectation that disagrees is accounted for, whichever decides', () => {
  const [named, other] = [against('contradicted', { observed: '405 from nginx' }), against('vacuous', { observed: '' })];
  expect(rule([control, named, other], ['^405 '])).toMatchObject({ verdict: 'inconclusive', deciding: other });
  expect(rule([control, other, named], ['^405 ', '^$'])).toMatchObject({ verdict: 'contradicted', deciding: named });
});

test('a claim that the ledger calls wrong without a word of what is seen is never more than inconclusive', () => {
  expect(rule([control, against('contradicted')], [])).toMatchObject({
    verdict: 'inconclusive',
    reason: 'Disagreed otherwise than the ledger says: observed timeout, the ledger says nothing.',
  });
});

test('what was to be seen has no say where nothing disagrees', () => {
  expect(rule([control, holds], ['^timeout$']).verdict).toBe('verified');
  const restless = against('contradicted', { unsettled: true });
  expect(rule([control, restless], ['^timeout$']).reason).toBe('"is contradicted" did not settle: last timeout.');
});

test('contradicted outweighs vacuous and stale, whatever came first', () => {
  expect(rule([control, against('vacuous'), against('stale'), against('contradicted')]).verdict).toBe('contradicted');
});

test('between vacuous and stale the first one counts', () => {
  expect(rule([control, against('stale'), against('vacuous')]).verdict).toBe('stale');
  expect(rule([control, against('vacuous'), against('stale')]).verdict).toBe('vacuous');
});

test('an erratum holds when each of its observations does, and has no say in the claim', () => {
  const wrong = against('contradicted');
  const [right, notRight] = [asserted('erratum'), asserted('erratum', { agrees: false })];
  expect(rule([control, wrong, right, right])).toMatchObject({ verdict: 'contradicted', erratum: 'verified' });
  expect(rule([control, wrong, right, notRight])).toMatchObject({ verdict: 'contradicted', erratum: 'contradicted' });
  expect(rule([control, holds, notRight])).toMatchObject({ verdict: 'verified', erratum: 'contradicted' });
});

test('a claim whose erratum is applied is judged by what the erratum says; what the former words say is set aside', () => {
  const former = against('contradicted', { observed: 'exit 1: already exists' });
  const [right, notRight] = [asserted('erratum'), asserted('erratum', { agrees: false, observed: '403' })];
  const corrected = (...assertions: Judged[]) => rule([control, ...assertions], undefined, ['^exit 1: already exists$']);
  expect(corrected(former, right)).toEqual({
    verdict: 'verified',
    reason: 'As corrected: observed 200 from nginx; 1 control agreed.',
    erratum: 'not-run',
    deciding: right,
  });
  expect(corrected(former, right, notRight)).toMatchObject({ verdict: 'contradicted', deciding: notRight });
  expect(corrected(former, asserted('erratum', { agrees: false, disagreement: 'vacuous' }))).toMatchObject({
    verdict: 'vacuous',
  });
});

test('of a corrected claim, an expectation of the spec that agrees counts, and one that disagrees otherwise than before teaches nothing', () => {
  const corrected = (...assertions: Judged[]) => rule([control, ...assertions, asserted('erratum')], undefined, ['^exit 1:']);
  expect(corrected(holds)).toMatchObject({ verdict: 'verified' });
  const other = against('contradicted', { observed: 'exit 127: not found' });
  expect(corrected(holds, other)).toMatchObject({
    verdict: 'inconclusive',
    reason:
      'The erratum is applied, and the spec still disagrees with the document, otherwise than it did before: observed exit 127: not found, before it was /^exit 1:/.',
    deciding: other,
  });
});

test.for([
  ['a control that failed', [asserted('control', { agrees: false }), asserted('erratum')], 'The control'],
  ['no control', [asserted('erratum')], 'No control was recorded'],
  ['nothing that the erratum says', [control, holds], 'The erratum is applied, and the spec asserts nothing of it.'],
  ['an erratum that never settled', [control, asserted('erratum', { agrees: false, unsettled: true })], 'did not settle'],
  [
    'an expectation that was not read',
    [control, against('contradicted', { unsettled: true, observed: 'exit 1' }), asserted('erratum')],
    'did not settle',
  ],
] as [string, Judged[], string][])('a corrected claim is inconclusive with %s', ([, assertions, reason]) => {
  expect(rule(assertions, undefined, ['^exit 1'])).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining(reason),
  });
});

test('a statement is set aside where it disagrees as it did before, and in no other case', () => {
  const patterns = ['^exit 1$'];
  const former = against('contradicted', { observed: 'exit 1' });
  expect(isFormer(former, patterns)).toBe(true);
  expect(isFormer(former, undefined)).toBe(false);
  expect(isFormer({ ...former, observed: 'exit 2' }, patterns)).toBe(false);
  expect(isFormer({ ...former, agrees: true }, patterns)).toBe(false);
  expect(isFormer({ ...former, beat: 'erratum' }, patterns)).toBe(false);
  expect(isFormer({ ...former, unsettled: true }, patterns)).toBe(false);
});

test('a claim about other versions is not applicable for want of them; where the version is not known nothing is learned', () => {
  const says = 'The claim is about istio >=1.31; this cluster has istio 1.30.4.';
  expect(outsideRuling({ lacks: 'istio >=1.31', says })).toEqual({
    verdict: 'not-applicable',
    lacks: 'istio >=1.31',
    reason: says,
    erratum: 'not-run',
  });
  expect(outsideRuling({ says })).toEqual({ verdict: 'inconclusive', reason: says, erratum: 'not-run' });
});

test.for([
  [{ verdict: 'inconclusive' }, true],
  [{ verdict: 'not-applicable', lacks: 'image ghcr.io/somebody/tool' }, true],
  [{ verdict: 'contradicted', cutShort: true }, true],
  [{ verdict: 'not-applicable', lacks: 'audit-log' }, false],
  [{ verdict: 'contradicted', cutShort: false }, false],
  [{ verdict: 'verified' }, false],
] as [Pick<Ruling, 'verdict' | 'lacks' | 'cutShort'>, boolean][])('after %o the lane is spoilt: %s', ([ruling, spoilt]) => {
  expect(spoilsLane({ reason: '', erratum: 'not-run', ...ruling })).toBe(spoilt);
});
