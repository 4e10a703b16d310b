import { expect, test } from 'vitest';
import { parseNote } from './releaseNote.ts';
import { noteFile } from './testing.ts';

test('a note with its issues as addresses, whichever way they are written', () => {
  const text = noteFile('**Fixed** the kettle.', "issue: [12, 'https://github.com/a/b/issues/3']\nissues: ['4']\n");
  expect(parseNote(`${text}upgradeNotes:\n  - title: Kettles\n    content: They boil now.\n`)).toEqual({
    kind: 'bug-fix',
    area: 'security',
    says: ['**Fixed** the kettle.'],
    upgrade: [{ title: 'Kettles', content: 'They boil now.' }],
    security: [],
    issues: [
      'https://github.com/istio/istio/issues/12',
      'https://github.com/a/b/issues/3',
      'https://github.com/istio/istio/issues/4',
    ],
    problems: [],
  });
});

test.for([
  ['a key that is misspelt', noteFile('a', 'upgradeNodes: []\n'), /Unrecognized key: "upgradeNodes"/],
  ['a kind that is not known', noteFile('a').replace('bug-fix', 'surprise'), /^kind: /],
  ['a note that says nothing', noteFile('a').replace(/releaseNotes:[^]*/, ''), /says nothing/],
  ['two notes in one file', `${noteFile('a')}---\n${noteFile('b')}`, /multiple documents/],
  ['no YAML', 'a: b: c', /Nested mappings/],
] as const)('%s is told, and its text is kept whole', ([, text, problem]) => {
  const { problems, says } = parseNote(text);
  expect(problems.join('\n')).toMatch(problem);
  expect(says).toEqual([text.trim()]);
});

test('what may be an upgrade note stays one, though it cannot be read', () => {
  expect(parseNote(noteFile('a', 'upgradeNodes: []\n')).upgrade).toHaveLength(1);
  expect(parseNote(noteFile('a', 'isues: []\n')).upgrade).toEqual([]);
});
