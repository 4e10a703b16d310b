import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';
import { filesTaken, takersOf, withPath } from './savedFiles.ts';

const yaml = (value: string) => `\`\`\`yaml\na: ${value}\n\`\`\`\n\n`;
const shell = (line: string) => `\`\`\`sh\n${line}\n\`\`\`\n\n`;
const document = new MarkdownDocument(
  'a.md',
  [
    `Save it as tea.yaml:\n\n${yaml('1')}`,
    shell('kubectl apply -f tea.yaml'),
    `Save it as tea.yaml:\n\n${yaml('2')}`,
    shell('kubectl apply -f ./tea.yaml -f cup.yaml'),
    `Save it as cup.yaml:\n\n${yaml('3')}`,
  ].join(''),
);

test.for([
  ['kubectl apply -f tea.yaml', 1, ['1']],
  ['kubectl apply -f tea.yaml', 8, ['1']],
  ['kubectl apply -f tea.yaml', 99, ['2']],
  ['kubectl apply --filename=tea.yaml -f cup.yaml', 99, ['2', '3']],
  ['kubectl apply -f green-tea.yaml -f tea.yaml.old -f a/tea.yaml', 99, []],
] as const)('%s at line %i takes what its reader has saved last by then', ([command, line, values]) => {
  expect(filesTaken(document, line, command).map(({ text }) => text)).toEqual(values.map((one) => `a: ${one}\n`));
});

test('each saved block has the commands that take it', () => {
  const [first, second, third] = document.blocks.flatMap((block) =>
    block.file === undefined ? [] : [{ ...block, file: block.file }],
  );
  const lines = [first, second, third].map((block) => takersOf(document, block!).map(({ text }) => text));
  expect(lines).toEqual([
    ['kubectl apply -f tea.yaml'],
    ['kubectl apply -f ./tea.yaml -f cup.yaml'],
    ['kubectl apply -f ./tea.yaml -f cup.yaml'],
  ]);
});

test('another path takes the place of the name alone', () => {
  expect(withPath('cat ./tea.yaml tea.yaml.old tea.yaml', 'tea.yaml', '/x/tea.yaml')).toBe(
    'cat /x/tea.yaml tea.yaml.old /x/tea.yaml',
  );
});
