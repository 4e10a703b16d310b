import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';

const blocks = (...lines: string[]) => new MarkdownDocument('a.md', `${lines.join('\n')}\n`).blocks;
const told = (...lines: string[]) =>
  blocks(...lines).map(({ first, last, commands, unread }) => [first, last, unread ?? commands.map(({ text }) => text)]);

test.for([
  ['capital letters', ['```Bash', 'make up', '```']],
  ['lines to mark', ['```bash{1,3}', 'make up', '```']],
  ['a title', ['```sh title="Terminal"', 'make up', '```']],
  ['a session', ['```shell-session', 'make up', '```']],
  ['attributes', ['~~~ {.bash .numbered}', 'make up', '~~~']],
  ['a directive', ['```{code-block} bash', 'make up', '```']],
  ['a shortcode', ['{{< text bash >}}', 'make up', '{{< /text >}}']],
  ['a shortcode with a named language', ['{{% code lang="sh" copy="true" %}}', 'make up', '{{% /code %}}']],
  ['a highlighting shortcode', ['{{<highlight shell "linenos=table">}}', 'make up', '{{</highlight>}}']],
  ['another kind of tag', ['{% highlight bash %}', 'make up', '{% endhighlight %}']],
] as const)('commands in a block written with %s', ([, lines]) => {
  expect(told(...lines)).toEqual([[2, 2, ['make up']]]);
});

test('in a list, in a tab and behind an HTML tag a block is a block', () => {
  expect(told('* First:', '', '    {{< text bash >}}', '    $ make up', '    {{< /text >}}')).toEqual([[4, 4, ['make up']]]);
  expect(told('=== "Linux"', '', '    ```bash', '    make up', '    ```')).toEqual([[4, 4, ['make up']]]);
  expect(told('<details><summary>Show</summary>', '```bash', 'make up', '```', '</details>')).toEqual([[3, 3, ['make up']]]);
  expect(told('{{< tabs >}}', '{{% tab name="a" %}}', '```bash', 'make up', '```', '{{% /tab %}}', '{{< /tabs >}}')).toEqual([
    [4, 4, ['make up']],
  ]);
});

test('a block without a language is read where it shows a prompt or only commands', () => {
  expect(told('Then:', '', '    kubectl get pods', '    make up')).toEqual([[3, 4, ['kubectl get pods', 'make up']]]);
  expect(told('```', '$ ./start', '```')).toEqual([[2, 2, ['./start']]]);
  expect(told('```', 'NAME   READY', 'web    1/1', '```')).toEqual([[2, 3, 'no language, no prompt, and not only commands']]);
  expect(told('```', '{', '  "a": 1', '}', '```')[0]?.[2]).toEqual('no language, no prompt, and not only commands');
});

test('what is not read says why', () => {
  expect(told('```yaml', 'a: 1', '```', '', '{{< text plain >}}', '$ no', '{{< /text >}}')).toEqual([
    [2, 2, 'language yaml'],
    [6, 6, 'language plain'],
  ]);
  expect(told('<pre><code class="language-bash">make up', '</code></pre>')).toEqual([[1, 2, 'written in HTML']]);
  expect(told('```bash', '# nothing yet', '```')).toEqual([[2, 2, 'no command in it']]);
  expect(told('```console', 'root@web:/#', '```')).toEqual([[2, 2, 'no command in it']]);
});

test('the output that the text announces belongs to the command before', () => {
  const [before, after] = blocks('```sh', 'make up', '```', 'The output looks like this:', '```sh', 'thing/web made', '```');
  expect(before?.commands[0]?.output).toBe('thing/web made');
  expect(after).toMatchObject({ commands: [], unread: 'the text calls it an output' });
  expect(told('Compare the results:', '', '```sh', 'kubectl get pods', '```')).toEqual([[4, 4, ['kubectl get pods']]]);
});

test('with prompts, what follows a command is its output', () => {
  const [block] = blocks(
    '```console',
    '$ kubectl apply -f - <<END',
    'kind: Pod',
    'END',
    'pod/web created',
    '# have a look',
    'me@host:~/course$ kubectl get pods \\',
    '>   --all-namespaces',
    '',
    'NAME   READY',
    '```',
  );
  expect(block?.commands).toMatchObject([
    { line: 2, lastLine: 4, text: 'kubectl apply -f - <<END\nkind: Pod\nEND', output: 'pod/web created', prompt: '$' },
    { line: 7, lastLine: 8, text: 'kubectl get pods \\\n  --all-namespaces', output: 'NAME   READY' },
  ]);
});

test.for([
  ['/ # wget -qO- web', 'wget -qO- web'],
  ['root@web-0:/app#env', 'env'],
  ['[me@host ~]$ ls', 'ls'],
  ['bash-5.2$ ls', 'ls'],
  ['$ ls', 'ls'],
] as const)('a prompt: %s', ([line, text]) => {
  expect(told('```sh', line, '```')).toEqual([[2, 2, [text]]]);
});

test('a number sign is a prompt in a session, and a comment in a script', () => {
  expect(told('```console', '# make up', 'done', '```')).toEqual([[2, 3, ['make up']]]);
  expect(told('```bash', '# make up', 'make down', '```')).toEqual([[2, 3, ['make down']]]);
});

test('passages of every kind of block are code and commands, and tags and front matter are none', () => {
  const text =
    '---\ntitle: A\n---\n{{< tip >}}\nOne sentence.\n{{< /tip >}}\n{{< text bash >}}\n$ make up\nup\n{{< /text >}}\n:::note\nAnother.\n:::\n';
  expect(new MarkdownDocument('a.md', text).passages.map(({ kind, first, text: words }) => `${kind} ${first}: ${words}`)).toEqual(
    ['sentence 5: One sentence.', 'command 8: $ make up', 'code 9: up', 'sentence 12: Another.'],
  );
});
