import { expect, test } from 'vitest';
import { UnfitYaml, yamlDocument, yamlDocuments, yamlLimits, yamlValue } from './yaml.ts';

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${lines(8, (index) => `${'bcdefghi'[index]}: &${'bcdefghi'[index]} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)}`;

test.for([
  ['an alias bomb', bomb, 'what it says cannot be put together (Excessive alias count indicates a resource exhaustion attack)'],
  [
    'a merge of what is no map',
    'a: &a 1\n<<: *a',
    'what it says cannot be put together (Merge sources must be maps or map aliases)',
  ],
  ['nested lists', '['.repeat(100) + ']'.repeat(100), 'it is nested too deeply'],
  ['nested lists of a line', `${'- '.repeat(100)}a`, 'it is nested too deeply'],
  ['keys that are keys', '? '.repeat(20), 'a key of it is a list or a map'],
  ['many keys', lines(2100, (index) => `k${index}: 1`), 'its maps have too many keys'],
  [
    'many anchors',
    lines(600, (index) => `- &a${index} x\n- *a${index}`),
    'it has 1200 anchors and aliases, and 1000 is the most',
  ],
  ['many words', '- a\n'.repeat(60_000), 'it has more than 200000 words'],
  [
    'a long text',
    'x'.repeat(yamlLimits.text + 1),
    `it has ${yamlLimits.text + 1} characters, and ${yamlLimits.text} is the most`,
  ],
] as const)('%s is refused by the name of its text', ([, text, why]) => {
  const read = () => yamlValue(text, 'theirs.yaml', { merge: true });
  expect(read).toThrow(UnfitYaml);
  expect(read).toThrow(`theirs.yaml is not read as YAML: ${why}.`);
});

test('many documents are refused', () => {
  expect(() => yamlDocuments('---\n'.repeat(10_001), 'theirs.yaml')).toThrow('it has 10001 documents, and 10000 is the most');
});

test('a syntax error names the text, the line and the column', () => {
  expect(() => yamlValue('a: b\nc: [', 'theirs.yaml')).toThrow(/^theirs\.yaml is no YAML: .* at line 2, column 5$/);
});

test('a key that a map names twice is an error, unless it is asked not to be', () => {
  expect(yamlDocument('a: 1\na: 2', 'theirs.yaml').errors.map(({ message }) => message)).toEqual([
    'Map keys must be unique at line 2, column 1',
  ]);
  expect(yamlDocument('a: 1\na: 2', 'theirs.yaml', { uniqueKeys: false }).errors).toEqual([]);
});

test('a text with anchors, merges and several documents is read', () => {
  expect(yamlValue('a: &a {x: 1}\nb: {<<: *a, y: 2}', 'ours.yaml', { merge: true })).toEqual({ a: { x: 1 }, b: { x: 1, y: 2 } });
  expect(yamlDocuments('a: 1\n---\nb: 2\n', 'ours.yaml').map((one) => one.toJS() as unknown)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(yamlDocuments('', 'ours.yaml')).toEqual([]);
});
