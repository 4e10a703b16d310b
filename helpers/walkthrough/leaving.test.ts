import { expect, test } from 'vitest';
import { afterStep, tellsToLeave, whyLeft, type OpenShell } from './leaving.ts';
import { stepOf } from './step.ts';

const step = (text: string, prompt?: string) => stepOf(text, { line: 1, lastLine: 1, ...(prompt !== undefined && { prompt }) });
const opened = (prompt?: string): OpenShell => afterStep(step('kubectl exec -it pod/web -- sh', prompt), undefined);
const shown = (outside: string | undefined, ...inside: (string | undefined)[]): OpenShell =>
  inside.reduce<OpenShell>((shell, prompt) => afterStep(step('ls', prompt), shell), opened(outside));
const elsewhere = (shell: OpenShell, isLeft = false): OpenShell => ({ ...shell, isElsewhere: true, isLeft });

const other = 'the text shows the prompt of another shell';

test.for([
  ['the prompt with which it was opened', step('curl web', '$'), shown('$', '/ #'), other],
  ['the same one in another folder', step('curl web', 'me@home:~/tea$'), shown('me@home:~$', '/app #'), other],
  ['a dollar before what only the reader’s machine has', step('kubectl get pods', '$'), opened(), other],
  [
    'a new block without a prompt, after blocks that show it',
    step('curl web'),
    elsewhere(shown('$', '/ #')),
    'the text shows that shell by its prompt, and this block has none',
  ],
  ['what the text says', step('curl web'), elsewhere(opened(), true), 'the text has its reader leave that shell'],
] as const)('a shell is left for %s', ([, next, shell, why]) => {
  expect(whyLeft(next, shell)).toBe(why);
});

test.for([
  ['whose prompt is shown', step('curl web', '/ #'), shown('$', '/ #')],
  ['whose prompt is shown, whatever the text says', step('curl web', '/ #'), elsewhere(shown('$', '/ #'), true)],
  ['that is left by the step itself', step('exit'), elsewhere(shown('$', '/ #'), true)],
  ['of which no prompt was ever shown', step('curl web'), elsewhere(opened())],
  ['in whose block a line has no prompt', step('curl web'), shown('$', '/ #')],
  ['whose prompt is that of the machine', step('curl web', '$'), elsewhere(shown('$', '$'))],
] as const)('a shell stays open %s', ([, next, shell]) => {
  expect(whyLeft(next, shell)).toBeUndefined();
});

test.for([
  'Exit the shell.',
  'You see the page. Now leave the pod’s shell:',
  'When you are done, exit the container:',
  'Then type `exit`.',
  'Press Ctrl+D and go on.',
  'Log out of the debug session.',
])('a reader leaves: %s', (text) => {
  expect(tellsToLeave(text)).toBe(true);
});

test.for([
  'The pod is removed when you exit the shell.',
  'Leave the shell open, and go on in another terminal.',
  'Leave the pod running.',
  'Do not exit the shell yet.',
  'It ends with exit code 1.',
  'The command exits with an error.',
])('a reader stays: %s', (text) => {
  expect(tellsToLeave(text)).toBe(false);
});
