import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { RawFiles } from '../testing/rawFiles.ts';
import { sampleEvidence, writeSample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { compare } from '../../helpers/evidence/compare.ts';
import { writeDiff } from './writeDiff.ts';

const folder = await temporaryFolder();
const before = sampleEvidence(new RawFiles());

function after(id: string, change: (claim: ClaimEvidence, evidence: Evidence) => void): Evidence {
  const evidence = structuredClone(before);
  change(
    evidence.claims.find((claim) => claim.id === id)!,
    evidence,
  );
  return evidence;
}

const groupOf = (evidence: Evidence, id: string) => compare(before, evidence).claims.find((claim) => claim.id === id)?.group;

test('the same run twice has no difference', () => {
  expect(compare(before, before)).toEqual({ claims: [], unchanged: 10, components: [], documents: [], substitutions: [] });
});

test.each<[string, string, (claim: ClaimEvidence) => void]>([
  ['new failure', 'm9-ex4-attacker-blocked', (claim) => (claim.verdict = 'contradicted')],
  ['new failure', 'm9-ex4-attacker-blocked', (claim) => (claim.verdict = 'inconclusive')],
  ['fixed', 'm9-ex4-script-quote', (claim) => (claim.verdict = 'verified')],
  ['no longer tested', 'm9-ex6-sniffer', (claim) => (claim.verdict = 'not-run')],
  ['newly tested', 'm9-ctx-certifications', (claim) => (claim.verdict = 'verified')],
  ['verdict changed', 'm9-ex6-sniffer', (claim) => (claim.verdict = claim.expected = 'stale')],
  ['changed text', 'm9-ex6-sniffer', (claim) => (claim.quote = 'another')],
  ['changed output', 'm9-ex4-attacker-blocked', (claim) => (claim.expectations[0]!.observed = 'reset (curl 56)')],
  ['slower', 'm9-ex4-attacker-blocked', (claim) => (claim.settledMs = 1300)],
])('%s', (group, id, change) => {
  expect(groupOf(after(id, change), id)).toBe(group);
});

test('addresses, pod names and counts are no change of output; a little later is not slower', () => {
  const evidence = after('m9-ex4-attacker-blocked', (claim) => {
    claim.controls[0]!.observed = '200';
    claim.expectations[0]!.name = 'attacker is refused';
    claim.settledMs = 900;
  });
  expect(compare(before, evidence).claims).toEqual([]);
});

test('a claim that came or went is named, and a new one that fails is a failure', () => {
  const evidence = after('m9-ex6-sniffer', (claim, all) => {
    all.claims = all.claims.filter((one) => one !== claim);
    all.claims.push(
      { ...claim, id: 'm9-new', verdict: 'verified', expected: 'verified' },
      { ...claim, id: 'm9-bad', verdict: 'inconclusive' },
    );
  });
  expect(compare(before, evidence).claims.map(({ id, group }) => [id, group])).toEqual([
    ['m9-ex6-sniffer', 'gone'],
    ['m9-new', 'new claim'],
    ['m9-bad', 'new failure'],
  ]);
});

test('versions of the cluster, documents and substitutions are compared', () => {
  const evidence = structuredClone(before);
  evidence.run.environment.components[0]!.version = 'v1.35.4';
  evidence.documents[0]!.sha256 = '0'.repeat(64);
  evidence.run.environment.substitutions.pop();
  expect(compare(before, evidence)).toMatchObject({
    components: [{ name: 'kubernetes', before: 'v1.36.3', after: 'v1.35.4' }],
    documents: [{ name: 'fixtures/documents/module-9.md', after: '0'.repeat(64) }],
    substitutions: [{ name: 'images', after: undefined }],
  });
});

test('the page links both runs, shows changed words, and is the same each time', async () => {
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  await writeSample(a);
  await writeSample(b);
  const changed = after('m9-ex4-attacker-blocked', (claim, all) => {
    claim.verdict = 'contradicted';
    all.run.id = 'second';
  });
  await writeFile(join(b, 'evidence.json'), JSON.stringify(changed));
  const { page, newFailures } = await writeDiff(a, b, join(folder, 'diff'));
  expect(newFailures).toBe(1);
  const html = await readFile(page, 'utf8');
  expect(html).toContain('<strong>1 new failure</strong>, 0 fixed; 9 of 10 claims as before.');
  expect(html).toContain('<a href="../b/index.html#m9-ex4-attacker-blocked">B</a>');
  await writeDiff(a, b, join(folder, 'diff'));
  expect(await readFile(page, 'utf8')).toBe(html);
});
