import { expect, test } from 'vitest';
import { fileNamedIn } from './filesOfCommands.ts';

const files = ['notes.txt', 'samples/tea/pot.yaml', 'scripts/pour', 'tea.yaml'];

test.for([
  ['kubectl apply -f samples/tea/pot.yaml', 'samples/tea/pot.yaml'],
  ['kubectl apply -f ./samples/tea/pot.yaml -n tea', 'samples/tea/pot.yaml'],
  ['kubectl apply -f <(istioctl kube-inject -f @samples/tea/pot.yaml@)', 'samples/tea/pot.yaml'],
  ['kubectl apply --filename=tea.yaml', 'tea.yaml'],
  ['bash scripts/pour && echo done', 'scripts/pour'],
  ['./scripts/pour', 'scripts/pour'],
  ['cat <tea.yaml', 'tea.yaml'],
  ['kubectl apply -Rf samples/', 'samples/tea/pot.yaml'],
  ['kubectl apply -k samples', 'samples/tea/pot.yaml'],
  ['kubectl apply --kustomize samples/tea', 'samples/tea/pot.yaml'],
] as const)('%s takes %s', ([command, file]) => {
  expect(fileNamedIn(command, files)).toBe(file);
});

test.for([
  'kubectl get samples',
  'kubectl apply -f other/tea.yaml',
  'kubectl apply -f sample/tea/pot.yaml',
  'kubectl apply -f https://example.com/tea.yaml',
  'kubectl apply -f -',
  'cd .. && ls .',
])('%s takes none of them', (command) => {
  expect(fileNamedIn(command, files)).toBeUndefined();
});
