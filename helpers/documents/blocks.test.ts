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

test.for(['You should see:', 'The answer looks like this:', 'It prints **two lines**:', 'This is similar to:'])(
  'what stands below “%s” is no command, unless a tool is called',
  (words) => {
    expect(blocks('```sh', 'make up', '```', words, '```sh', 'thing/web made', '```')[1]).toMatchObject({
      isOutput: true,
      unread: 'the text calls it an output',
    });
    expect(told(words, '', '```sh', 'kubectl get pods', '```')).toEqual([[4, 4, ['kubectl get pods']]]);
  },
);

test('the answer of kubectl below a command is printed and not typed', () => {
  const [block] = blocks('```sh', 'kubectl apply -f tea.yaml', 'service "tea" created', 'pod/pot configured', 'date', '```');
  expect(block?.commands).toEqual([
    { line: 2, lastLine: 2, text: 'kubectl apply -f tea.yaml', output: 'service "tea" created\npod/pot configured' },
    { line: 5, lastLine: 5, text: 'date' },
  ]);
});

test('a sample file between at signs is its path where a shortcode draws it so', () => {
  const lines = ['$ kubectl apply -f @samples/tea/pot.yaml@ -n shop', '$ curl me@shop.example/a@b'];
  expect(told('{{< text bash >}}', ...lines, '{{< /text >}}')[0]?.[2]).toEqual([
    'kubectl apply -f samples/tea/pot.yaml -n shop',
    'curl me@shop.example/a@b',
  ]);
  expect(told('```sh', ...lines, '```')[0]?.[2]).toContain('kubectl apply -f @samples/tea/pot.yaml@ -n shop');
});

test.for([
  ['Save the following to `pot.yaml` and apply it:', 'pot.yaml'],
  ['Save this object as pot.yaml.', 'pot.yaml'],
  ['Create a file named `objects/pot.yaml` with these lines:', 'objects/pot.yaml'],
  ['Create the file pot.yaml:', 'pot.yaml'],
  ['Put this into "pot.yml":', 'pot.yml'],
  ['Apply `pot.yaml`.', undefined],
  ['Save it. Then see pot.yaml.', undefined],
] as const)('the block below “%s” is a file to save', ([words, file]) => {
  expect(blocks(words, '', '```yaml', 'a: 1', '```')[0]?.file).toBe(file);
});

test('a block is saved as its title says, or as the words below it do', () => {
  const manifest = (info = 'yaml') => ['```' + info, 'a: 1', '```', ''];
  const files = (...lines: string[]) => blocks(...lines).map(({ file }) => file);
  expect(files(...manifest('yaml title="pot.yaml"'), ...manifest('yaml {filename=cup.yaml}'))).toEqual(['pot.yaml', 'cup.yaml']);
  const apply = ['```sh', 'kubectl apply -f pot.yaml', '```'];
  expect(files(...manifest(), 'Save the above as `pot.yaml`:', ...apply)).toEqual(['pot.yaml', undefined]);
  expect(files(...manifest(), 'Save the following as `pot.yaml`:', ...apply)).toEqual([undefined, undefined]);
  expect(files('Save the log to `log.txt`. It looks like this:', '', ...manifest())).toEqual([undefined]);
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
