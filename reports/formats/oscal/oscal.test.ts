import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadPack, type Pack } from '../../pack/load.ts';
import { writeSample } from '../../testing/sample.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { controlId } from './common.ts';
import { assessmentPlan } from './plan.ts';
import { emptiness } from './refuse.ts';
import { assessmentResults } from './results.ts';
import { writeOscal } from './oscal.ts';

const folder = await temporaryFolder();
let pack: Pack;

beforeAll(async () => {
  await writeSample(folder);
  pack = await loadPack(folder);
});

test('controls get the ids of their catalogues', () => {
  expect(['NIST SC-8', 'NIST SC-8(1)', 'PCI DSS 1.3.1'].map(controlId)).toEqual(['sc-8', 'sc-8.1', 'pci-dss-1.3.1']);
});

test('each measured claim is an observation with method, time, expiry and evidence by hash', () => {
  const { results, 'back-matter': back } = assessmentResults(pack)['assessment-results'];
  const observations = results[0]?.observations ?? [];
  expect(observations).toHaveLength(
    pack.evidence.claims.filter((claim) => claim.observations.length > 0 && claim.verdict !== 'not-run').length,
  );
  const resources = new Map(back.resources.map((one) => [`#${one.uuid}`, one]));
  for (const one of observations) {
    expect(one.methods).toEqual(['TEST']);
    expect(Date.parse(one.expires)).toBeGreaterThan(Date.parse(one.collected));
    for (const { href } of one['relevant-evidence'])
      expect(resources.get(href)?.rlinks[0]?.hashes[0]?.value).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('a finding supports a control and speaks of its own objective only', () => {
  const { results } = assessmentResults(pack)['assessment-results'];
  const one = results[0]?.findings?.[0];
  expect(one?.title).toBe('Observations that support NIST SC-7');
  expect(one?.description).toContain('it does not establish that the control is implemented');
  expect(one?.target).toMatchObject({ type: 'objective-id', 'target-id': 'meshproof-sc-7', status: { state: 'satisfied' } });
  const objectives = assessmentPlan(pack)['assessment-plan']['local-definitions']['objectives-and-methods'];
  expect(objectives?.flatMap(({ parts }) => parts.map(({ id }) => id))).toContain('meshproof-sc-7');
});

test.each([
  ['a placeholder', { title: 'TODO' }, '$.title: placeholder "TODO"'],
  ['an unknown', { a: { value: 'unknown' } }, '$.a.value: placeholder "unknown"'],
  ['a sentinel date', { collected: '1970-01-01T00:00:00Z' }, '$.collected: sentinel date 1970-01-01T00:00:00Z'],
  ['a far date', { expires: '9999-12-31T23:59:59Z' }, '$.expires: sentinel date 9999-12-31T23:59:59Z'],
  ['empty evidence', { 'relevant-evidence': [] }, '$.relevant-evidence: empty'],
  ['an empty text', { list: [{ prose: ' ' }] }, '$.list[0].prose: empty'],
  ['no value', { end: null }, '$.end: no value'],
])('%s is refused with its place', (_, document, said) => {
  expect(emptiness(document)).toEqual([said]);
});

test('both documents say something everywhere, and nothing is written otherwise', async () => {
  expect([...emptiness(assessmentPlan(pack)), ...emptiness(assessmentResults(pack))]).toEqual([]);
  await writeOscal(pack);
  expect(JSON.parse(await readFile(join(folder, 'oscal/assessment-results.json'), 'utf8'))).toHaveProperty(
    'assessment-results.results',
  );
  const mute = structuredClone(pack.evidence);
  mute.claims.find(({ id }) => id === 'm9-ex4-attacker-blocked')!.says = 'TBD';
  mute.run.suite.commit = '';
  mute.run.id = '';
  await expect(writeOscal({ ...pack, evidence: mute })).rejects.toThrow(
    /assessment-plan\.json would have \d+ empty values or placeholders: \$\.assessment-plan\.metadata\.version: empty/,
  );
});
