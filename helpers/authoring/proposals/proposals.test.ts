import { expect, test } from 'vitest';
import { MarkdownDocument } from '../../documents/document.ts';
import { proposalsFor } from './proposals.ts';

const proposed = (text: string, known: number[] = []) =>
  proposalsFor({
    document: new MarkdownDocument('a.md', text),
    known: new Set(known),
    prefix: 's',
    ids: new Set(),
    places: new Set(['get-pods']),
  }).map(({ from: _from, ...entry }) => entry);

const shell = (...lines: string[]) => ['```bash', ...lines, '```', ''].join('\n');

test('a command is a claim that it runs, with a name for its place; front matter and headings are no claims', () => {
  const text = `---\ntitle: tea\n---\n\n# Open the shop\n\n${shell('kubectl get pods -n tea -o wide', 'curl -sS http://tea.shop:80/menu')}`;
  expect(proposed(text)).toEqual([
    {
      quote: 'kubectl get pods -n tea -o wide',
      propose: 'claim',
      reason: 'a command that has to run as written',
      id: 's-shop-get-pods-tea',
      says: 'The command runs as written.',
      place: 'get-pods-tea',
    },
    expect.objectContaining({ quote: 'curl -sS http://tea.shop:80/menu', id: 's-shop-curl-tea', place: 'curl-tea' }),
  ]);
});

test('a command over several lines is one proposal, named by its object', () => {
  const lines = ['kubectl apply -f - <<EOF', 'kind: Pod', 'metadata:', '  name: tea-pot', 'EOF'];
  expect(proposed(shell(...lines))).toMatchObject([{ quote: lines.join('\n'), place: 'apply-tea-pot' }]);
  const loop = ['for i in 1 2; do', '  kubectl exec cup -- curl http://tea/', 'done'];
  expect(proposed(shell(...loop))).toMatchObject([{ quote: loop.join('\n'), place: 'loop-exec-cup' }]);
});

test('of lines that a claim quotes in part the rest is editorial', () => {
  const lines = ['kubectl apply -f - <<EOF', 'kind: Pod', 'EOF'];
  expect(proposed(shell(...lines), [0])).toMatchObject([
    { quote: 'kind: Pod', propose: 'editorial', reason: 'the rest of what a claim quotes in part' },
    { quote: 'EOF', propose: 'editorial' },
  ]);
});

test('below a prompt stands what is printed, and a prompt alone is nothing', () => {
  const lines = [
    '$ kubectl run cup -it --image=tea',
    '/ # curl tea',
    'hot',
    'sweet',
    '# The tea is returned hot',
    '/ # exit',
    '$ ',
  ];
  expect(proposed(shell(...lines)).map(({ quote, propose, reason }) => [quote, propose, reason])).toEqual([
    ['$ kubectl run cup -it --image=tea', 'claim', 'a command that has to run as written'],
    ['/ # curl tea\nhot\nsweet', 'claim', 'a command with what it prints'],
    ['# The tea is returned hot', 'claim', 'states an outcome: “returned”'],
    ['/ # exit', 'editorial', 'leaves a shell'],
    ['$', 'editorial', 'markup, front matter or the layout of a diagram'],
  ]);
});

test('a block that is announced as output is one, and so is kubectl’s answer', () => {
  const [, , printed] = proposed(`${shell('kubectl get tea')}\nThe output is similar to:\n\n${shell('tea.shop hot')}`);
  expect(printed).toMatchObject({
    quote: 'tea.shop hot',
    reason: 'shown as printed',
    says: 'The command above prints what is shown.',
  });
  expect(proposed(shell('kubectl apply -f tea.yaml', 'pod "tea" created'))).toMatchObject([
    { quote: 'kubectl apply -f tea.yaml\npod "tea" created', says: 'The command prints what is shown.', place: 'apply-tea' },
  ]);
});

test('a manifest is one proposal, indented code is read as commands, and other code is named as unread', () => {
  const manifest = '```yaml\nkind: Service\nmetadata:\n  name: tea\n```\n';
  expect(proposed(`${manifest}\nSo:\n\n    kubectl get tea\n\n\`\`\`go\nfunc a()\n\`\`\`\n`)).toMatchObject([
    { quote: 'kind: Service\nmetadata:\n  name: tea', reason: 'a manifest of kind Service', place: 'tea' },
    { quote: 'So:', propose: 'editorial' },
    { quote: 'kubectl get tea', place: 'get-tea' },
    { quote: 'func a()', reason: 'code that is not read as commands (language go)' },
  ]);
});

test('what a walk does not type is no command either, and a manifest in an output is printed', () => {
  const table = '```\nkubectl get tea\nNAME   STATE\n```\n';
  expect(proposed(table)).toMatchObject([
    { quote: 'kubectl get tea\nNAME   STATE', reason: expect.stringContaining('no language, no prompt') },
  ]);
  expect(proposed('It returns:\n\n```yaml\nkind: Service\n```\n')[1]).toMatchObject({ reason: 'shown as printed' });
  const typed = proposed('<details>\n\n```console\n# kubectl get tea\nhot\n```\n\n</details>\n');
  expect(typed.map(({ propose, reason }) => [propose, reason])).toEqual([
    ['editorial', 'markup, front matter or the layout of a diagram'],
    ['claim', 'a command with what it prints'],
    ['editorial', 'markup, front matter or the layout of a diagram'],
  ]);
});

test.for([
  ['exit', 'leaves a shell'],
  ['echo "a label"', 'prints a label'],
  ['export CUP=$(kubectl get tea -o name)', 'sets a variable for the commands below'],
  ['cd tea', 'prepares the shell'],
])('%s is editorial: %s', ([command, reason]) => {
  expect(proposed(shell(command!))).toMatchObject([{ propose: 'editorial', reason }]);
});

test('words that stand under two headings have a section, words that are editorial one entry for all', () => {
  const text = (name: string) => `## ${name}\n\nRun it.\n\n${shell('kubectl get tea')}\n`;
  expect(proposed(text('Black') + text('Green'))).toMatchObject([
    { quote: 'Run it.', propose: 'editorial' },
    { quote: 'kubectl get tea', section: 'Black', id: 's-black-get-tea', place: 'get-tea' },
    { quote: 'kubectl get tea', section: 'Green', id: 's-green-get-tea', place: 'get-tea-2' },
  ]);
});

test('words that stand twice under a heading are told apart by what stands beside them', () => {
  const text = `## Tea\n\n${shell('curl tea')}\nWait.\n\n${shell('curl tea')}\nIt is cold.\n`;
  const quotes = proposed(text).map(({ quote }) => quote);
  expect(quotes).toEqual(['curl tea\nWait.', 'Wait.', 'curl tea\nIt is cold.', 'It is cold.']);
});
