import { expect, test } from 'vitest';
import { commandStartingAt, splitCommands } from './shell.ts';

const split = (text: string) => splitCommands(text.split('\n'), 1).map((command) => command.text);

test.for([
  ['quotes over lines', `kubectl annotate svc shop note='{\n"tier": 2\n}'\ndate`],
  ['a document in double quotes', 'printf "\na: 1\n" | kubectl create -f -\ndate'],
  ['a pipe at the end of a line', 'kubectl get svc -o name |\n  sort\ndate'],
  ['&& at the end of a line', 'cd shop &&\n  make\ndate'],
  ['if', 'if kubectl get ns shop\nthen\n  echo there\nfi\ndate'],
  ['a loop behind a pipe', 'kubectl get svc -o name | while read -r one; do\n  echo "$one"\ndone\ndate'],
  ['a function', 'ask() {\n  curl -s "$1"\n}\ndate'],
  ['case', 'case $SHELL in\n  *bash) echo yes ;;\nesac\ndate'],
  ['a bracket', '(\n  cd shop\n  make\n)\ndate'],
  ['continuation lines', 'curl \\\n  -s \\\n  http://shop\ndate'],
  ['a here-document, its end escaped', 'cat <<\\END\n$HOME\nEND\ndate'],
  ['one whose end has a hyphen', 'cat <<"THE-END"\na: 1\nTHE-END\ndate'],
  ['one with tabs', 'cat <<-END\n\ta: 1\n\tEND\ndate'],
  ['two on one line', 'diff /dev/fd/3 3<<ONE - <<TWO\n1\nONE\n2\nTWO\ndate'],
  ['one in the middle of a pipe', 'cat <<END |\na: 1\nEND\n  kubectl apply -f -\ndate'],
  ['two commands on the line that starts it', 'echo a; cat <<END; echo b\n1\nEND\ndate'],
])('what bash reads as one command: %s', ([, text]) => {
  expect(split(text!)).toEqual([text!.slice(0, -'\ndate'.length), 'date']);
});

test.for([
  ['a shift is no here-document', 'echo $((1<<4))\ndate', 2],
  ['a here-string is none', 'read -r one <<<first\ndate', 2],
  ['a comment with a quote', "# that's all\ndate # don't\ndate", 2],
  ['words that bash does not take end with their line', 'kubectl logs <name>\ndate\ndone\ndate', 4],
] as const)('%s', ([, text, count]) => {
  expect(split(text)).toHaveLength(count);
});

test('a quote that is never closed takes the rest, as in bash', () => {
  expect(split("date\necho it's open\ndate")).toEqual(['date', "echo it's open\ndate"]);
  expect(split('if date\nthen\n  date')).toEqual(['if date\nthen\n  date']);
});

test('a here-document is what the command reads', () => {
  expect(splitCommands(['cat <<-END', '\ta: 1', '\tEND'], 7)).toMatchObject([
    { line: 7, lastLine: 9, heredoc: { line: 8, text: 'a: 1\n' } },
  ]);
});

test('a line of quoted text starts no command of its own', () => {
  const commands = splitCommands(["kubectl patch svc shop -p '{", '"spec": {}', "}'"], 1);
  expect(commandStartingAt(commands, 2)).toBe(commands[0]);
  expect(commandStartingAt(splitCommands(['if date; then', '  ls \\', '    -l', 'fi'], 1), 2)?.text).toBe('  ls \\\n    -l');
});
