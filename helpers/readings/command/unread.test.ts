import { expect, test } from 'vitest';
import { unreadOf } from './unread.ts';

const outcome = (exit: number, stderr = '', stdout = '') => ({ exit, stdout, stderr });

test.each([
  ['a program that is missing', outcome(127, 'bash: line 1: istioclt: command not found')],
  ['a program that cannot be executed', outcome(126, 'bash: line 1: ./x: Permission denied')],
  ['our time limit', outcome(124)],
  ['a command that was killed', outcome(137)],
  ['a command without an exit status', outcome(-1)],
  ['a program that the container lacks', outcome(1, 'exec: "nc": executable file not found in $PATH: unknown')],
  ['a shell in a pod that finds no program', outcome(0, 'sh: 1: dig: not found', '0\n')],
  ['a status that kubectl exec passes on', outcome(1, 'command terminated with exit code 127')],
  ['an API server that refuses connections', outcome(1, 'The connection to the server 10.0.0.1:6443 was refused - did you')],
  ['an API server behind a closed port', outcome(1, 'Unable to connect to the server: dial tcp: i/o timeout')],
  ['an error that a pipe carried to standard output', outcome(0, '', 'error: unable to upgrade connection: container not found')],
])('%s is no answer', (_what, given) => {
  expect(unreadOf(given)).toBeTypeOf('string');
});

test.each([
  ['a command that found nothing', outcome(1)],
  ['an object that does not exist', outcome(1, 'Error from server (NotFound): pods "x" not found')],
  ['a webhook that refused', outcome(1, 'Error from server (InternalError): failed calling webhook "x": connection refused')],
  ['a call that timed out', outcome(28, 'curl: (28) Connection timed out', '000')],
  ['a signal of the program itself', outcome(143)],
])('%s is an answer', (_what, given) => {
  expect(unreadOf(given)).toBeUndefined();
});

test('a program that bash missed is named, even where its message went elsewhere', () => {
  expect(unreadOf(outcome(0, '', '0\n'), { missing: ['jq'] })).toBe('the program jq was not found');
});

test('a runtime names the program that a container lacks', () => {
  const lacking = outcome(1, 'exec: "nc": executable file not found in $PATH: unknown');
  expect(unreadOf(lacking, { absent: 'nc' })).toBeUndefined();
});

test('a claim about an API server that is not there says so', () => {
  const refused = outcome(1, 'The connection to the server localhost:8080 was refused - did you specify the right host or port?');
  expect(unreadOf(refused, { absent: 'the API server' })).toBeUndefined();
});

test.each([
  'before: The connection to the server localhost:8080 was refused',
  'warning: falling back: unable to upgrade connection',
])('what a command says of another answer is its own: %s', (line) => {
  expect(unreadOf(outcome(0, line, line))).toBeUndefined();
});

test('output that was cut is no answer', () => {
  expect(unreadOf(outcome(0, '', 'half'), { cut: true })).toContain('cut short');
});

test('a claim about a missing program gets its answer from that program only', () => {
  const pasted = outcome(127, 'bash: line 1: **kubectl**: command not found');
  expect(unreadOf(pasted, { missing: ['**kubectl**'], absent: '**kubectl**' })).toBeUndefined();
  expect(unreadOf(outcome(127, 'bash: line 1: bash: command not found'), { absent: '**kubectl**' })).toBeTypeOf('string');
  expect(unreadOf(pasted, { missing: ['**kubectl**', 'jq'], absent: '**kubectl**' })).toContain('jq');
});
