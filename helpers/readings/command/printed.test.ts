import { expect, test } from 'vitest';
import { printedJson, printedLines } from './printed.ts';
import { commandReading, echo } from './command.ts';

const printing = (stdout: string, { exit = 0, stderr = '', unread = undefined as string | undefined } = {}) =>
  commandReading(
    'the reader runs: kubectl get pods',
    'kubectl get pods',
    async (script) => ({
      outcome: script.startsWith('echo ') ? { exit: 0, stdout: script.slice(5), stderr: '' } : { exit, stdout, stderr },
      unread,
    }),
    [echo],
  );

const pods = JSON.stringify({ items: [{ metadata: { name: 'a', labels: { app: 'x' } } }, { metadata: { name: 'b' } }] });

test('a part of the JSON that a command prints; what is not there is null', async () => {
  const labels = printedJson(printing(pods), ({ items }) => items.map((pod: any) => pod.metadata.labels));
  expect(await labels.take()).toMatchObject({ value: [{ app: 'x' }, null], says: '[{"app":"x"},null]', unread: undefined });
  expect(labels).toMatchObject({ command: 'kubectl get pods', repeat: 'until-agreed', blanks: [] });
});

test('two parts of one object are two readings', () => {
  const [one, other] = [
    printedJson(printing(pods), ({ items }) => items.length),
    printedJson(printing(pods), ({ kind }) => kind),
  ];
  expect(one.says).not.toBe(other.says);
  expect(one.says).toContain('items.length');
});

test('two long values have different words, and no long ones', async () => {
  const words = async (tail: string) =>
    (await printedJson(printing(JSON.stringify(['x'.repeat(600), tail])), (all) => all).take()).says;
  const [one, other] = [await words('a'), await words('b')];
  expect(one).not.toBe(other);
  expect(one.length).toBeLessThan(500);
});

test.for([
  ['nothing', '', 'the command printed no JSON'],
  ['a message', 'No resources found', 'the command printed no JSON'],
  ['another object', '{"spec":{}}', 'the JSON does not have what is looked for'],
])('%s is no answer', async ([, stdout, why]) => {
  const { unread } = await printedJson(printing(stdout!), ({ items }) => items.length).take();
  expect(unread).toContain(why);
});

test('what a command prints before it fails with a message is no answer; a search that finds nothing is one', async () => {
  const failed = printing('a line\n', { exit: 1, stderr: 'error: connection lost\n' });
  expect(await printedLines(failed, 'line').take()).toMatchObject({ unread: 'the command failed: exit 1: a line' });
  expect(await printedLines(printing('', { exit: 1 }), 'line').take()).toMatchObject({ value: [], unread: undefined });
  const remarked = printing('', {
    exit: 1,
    stderr: 'Found 3 pods, using pod/backend-a\nDefaulted container "hello" out of: hello\n',
  });
  expect(await printedLines(remarked, 'line').take()).toMatchObject({ value: [], unread: undefined });
});

test('the reason why a command was not read stays the reason', async () => {
  const cut = printing(pods, { unread: 'the output was cut short' });
  expect(await printedJson(cut, ({ items }) => items.length).take()).toMatchObject({ unread: 'the output was cut short' });
  expect(await printedLines(cut, 'a').take()).toMatchObject({ unread: 'the output was cut short' });
});

test('an instrument is proven by the command’s own known answers', async () => {
  const found = printedLines(printing('a\n'), 'b');
  expect(await found.prove({ value: [], like: [[]], shown: false })).toMatchObject({ works: true });
  const broken = printedLines(printing('a\n', { unread: 'the program kubectl was not found' }), 'b');
  expect(await broken.prove({ value: [], like: [[]], shown: false })).toMatchObject({ works: false });
});
