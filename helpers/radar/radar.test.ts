import { expect, test } from 'vitest';
import { loadLedger } from '../ledger/load.ts';
import { readSpecs } from '../ledger/specFiles.ts';
import { plantedProject } from '../ledger/testing.ts';
import { Joiner } from './join.ts';
import type { Measured } from './measured.ts';
import type { NoteBetween } from './notesBetween.ts';
import { findingsOf } from './radar.ts';
import { parseNote } from './releaseNote.ts';
import { subjectsOf } from './subjects.ts';
import { noteFile } from './testing.ts';

const spec = `import { claim } from '#meshproof';

claim('m1-a-curl', async ({ lane, written }) => {
  await lane.apply('kettle.yaml');
  await lane.apply(written.manifest('teapot'));
});

claim('m1-a-returns', async () => {});
`;
const files = {
  'specs/a/a.spec.ts': spec,
  'specs/a/kettle.yaml': 'kind: DestinationRule\nspec:\n  trafficPolicy:\n    outlierKettle: { boils: 1 }\n',
};
const kinds = new Map([['DestinationRule', new Set<string>()]]);
const note = (file: string, says: string, more?: string): NoteBetween => ({
  file,
  state: 'new',
  ...parseNote(noteFile(says, more)),
});
const notes = [
  note('a-other.yaml', 'Nothing of this.'),
  note('b-kettle.yaml', '`outlierKettle` boils.'),
  note('c-upgrade.yaml', 'See above.', 'upgradeNotes: [{ title: Kettles, content: The PILOT_KETTLE of outlierKettle. }]\n'),
];
const defaults = [{ name: 'PILOT_KETTLE', by: 'variable' as const, after: 'true', says: 'outlierKettle at last.', file: 'a.go' }];

async function findings(measured: Record<string, Partial<Measured>> = {}) {
  await using project = await plantedProject(files);
  const ledger = await loadLedger(project.root);
  const specs = await readSpecs(project.root);
  const subjects = await subjectsOf(ledger, specs, project.root);
  // two claims alone would make everything common
  const many = [...subjects, ...Array.from({ length: 20 }, () => ({ ...subjects[1]! }))];
  const joiner = new Joiner(many, kinds, []);
  return findingsOf({
    notes,
    defaults,
    joiner,
    ledger,
    specs,
    measured: new Map(Object.entries(measured)) as Map<string, Measured>,
  });
}

test('a claim is joined by the manifest that its spec applies; upgrade notes come first', async () => {
  const { notes: found, claims } = await findings();
  expect(found.map(({ file, standing, touches }) => [file, standing, ...touches.map(({ claim }) => claim)])).toEqual([
    ['c-upgrade.yaml', 'unmeasured', 'm1-a-curl'],
    ['b-kettle.yaml', 'unmeasured', 'm1-a-curl'],
    ['a-other.yaml', 'no-claim'],
  ]);
  expect(claims).toMatchObject([{ id: 'm1-a-curl', line: 4, spec: 'specs/a/a.spec.ts:3', same: [] }]);
});

test('a default is joined by its help, and names the notes that name it', async () => {
  const { defaults: found } = await findings();
  expect(found).toMatchObject([{ name: 'PILOT_KETTLE', notes: ['c-upgrade.yaml'], touches: [{ claim: 'm1-a-curl' }] }]);
});

test('noted and not seen', async () => {
  const { notes: found, seenNotNoted } = await findings({ 'm1-a-curl': { differs: false } });
  expect([found[1]?.standing, seenNotNoted]).toEqual(['not-seen', []]);
});

test('noted and seen, and seen and not noted', async () => {
  const {
    notes: found,
    claims,
    seenNotNoted,
  } = await findings({ 'm1-a-curl': { differs: true }, 'm1-a-returns': { differs: true } });
  expect([found[1]?.standing, seenNotNoted]).toEqual(['seen', ['m1-a-returns']]);
  expect(claims.map(({ id, same }) => [id, ...same])).toEqual([['m1-a-curl'], ['m1-a-returns', 'm1-a-again']]);
});
