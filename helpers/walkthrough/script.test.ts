import { expect, test } from 'vitest';
import { MarkdownDocument, readDocument } from '../documents/document.ts';
import { root } from '../root.ts';
import { keysToEnd, shellName } from './program.ts';
import { scriptOf } from './script.ts';
import { fill, needsHost, stepOf } from './step.ts';
import { readingMs } from './walk.ts';

const module1 = await readDocument(root, 'fixtures/documents/module-1.md');
const blocks = scriptOf(module1);
const stepAt = (line: number) => blocks.flatMap(({ steps }) => steps).find((step) => step.line === line);
const at = { line: 1, lastLine: 1 };

test('the blocks of module 1 with their commands, in order', () => {
  expect(blocks.map(({ first, last, steps }) => [first, last, steps.length])).toEqual([
    [41, 42, 2], [52, 56, 5], [62, 64, 3], [80, 80, 1], [86, 87, 2], [93, 93, 1], [103, 103, 1], [111, 115, 1], [126, 126, 1],
    [132, 134, 3], [147, 148, 2], [154, 158, 2], [164, 164, 1], [186, 186, 1], [192, 195, 4], [225, 229, 2], [237, 239, 3],
    [256, 278, 18], [317, 336, 1], [342, 342, 1], [348, 348, 1], [358, 364, 6], [382, 382, 1], [391, 391, 1], [399, 401, 3],
    [466, 466, 1], [472, 473, 2], [479, 480, 2], [497, 497, 1], [506, 506, 1], [512, 512, 1], [520, 520, 1], [524, 526, 2],
    [532, 534, 2], [558, 575, 1], [584, 585, 2], [609, 609, 1], [617, 620, 1], [660, 660, 1], [702, 703, 2], [708, 709, 2],
    [714, 715, 2], [721, 725, 5], [739, 740, 2],
  ]); // prettier-ignore
  expect(blocks[3]?.heading).toBe('Step 2: Test Service Discovery');
});

test('what is read before a block: the words since the block before, without fences', () => {
  const wordsAbove = (line: number) => blocks.find(({ first }) => first === line)?.words;
  expect([wordsAbove(584), wordsAbove(62)]).toEqual([61, 5]);
});

test('where the text between two blocks has its reader leave a shell', () => {
  const page = '```sh\nkubectl exec -it pod/web -- sh\n```\n\nExit the shell.\n\n```sh\ncurl web\n```\n';
  expect(scriptOf(new MarkdownDocument('a.md', page)).map(({ leaves }) => leaves)).toEqual([false, true]);
  expect(blocks.filter(({ leaves }) => leaves).map(({ first }) => first)).toEqual([126]);
});

test.for([
  [0, 0],
  [20, 2_000],
  [61, 5_000],
] as const)('%i words are read in %i ms', ([words, ms]) => {
  expect(readingMs(words)).toBe(ms);
});

test('module 2 has nothing to type: its one block is a diagram', async () => {
  expect(scriptOf(await readDocument(root, 'fixtures/documents/module-2.md'))).toEqual([]);
});

test.for([
  [80, 'enter'],
  [148, 'enter'],
  [186, 'enter'],
  [532, 'enter'],
  [126, 'leave'],
  [158, 'leave'],
  [342, 'command'],
  [348, 'command'],
  [533, 'foreground'],
  [41, 'command'],
] as const)('line %i is of kind %s', ([line, kind]) => {
  expect(stepAt(line)?.kind).toBe(kind);
});

test('placeholders are found where the reader has to fill them in, and nowhere else', () => {
  const lines = blocks.flatMap(({ steps }) => steps).filter(({ placeholders }) => placeholders.length > 0);
  expect(lines.map(({ line, placeholders }) => [line, ...placeholders])).toEqual([
    [702, 'pod-name'],
    [703, 'pod-name'],
    [708, 'pod-name', 'service', 'namespace'],
    [709, 'pod-name'],
    [715, 'pod-name'],
  ]);
});

test('placeholders are filled; one without a value is an error that says where to name it', () => {
  const values = new Map([
    ['pod-name', 'frontend-1'],
    ['service', 'backend'],
  ]);
  expect(fill('kubectl logs <pod-name> --for <service>', values)).toBe('kubectl logs frontend-1 --for backend');
  expect(() => fill('<namespace>', values)).toThrow('Nothing is known to fill in for <namespace>');
});

test.for([
  ['kubectl port-forward svc/kiali 20001', 'foreground'],
  ['kubectl -n istio-system port-forward svc/kiali 20001', 'foreground'],
  ['kubectl logs -f deployment/backend', 'foreground'],
  ['kubectl logs deployment/frontend', 'command'],
  ['istioctl dashboard kiali', 'foreground'],
  ['tcpdump -i eth0 -c 5 port 80', 'command'],
  ['kubectl debug -it "$POD" --image=x --profile=netadmin -- tcpdump -i eth0 -A "tcp port 80"', 'foreground'],
  ['kubectl exec -it deployment/frontend -- sh', 'enter'],
  ['kubectl run -i --tty tester --image=a/b --restart=Never --rm', 'enter'],
  ['kubectl exec -n shop --stdin --tty deploy/web -- /bin/bash -l', 'enter'],
  ['kubectl run tester --image=a/b -i -t --rm -- ash', 'enter'],
  ['kubectl exec deploy/web -c app -ti -- zsh', 'enter'],
  ['kubectl debug -it node/worker --image=a/b', 'enter'],
  ['docker exec -it lab-worker bash', 'enter'],
  ['kubectl exec deploy/web -- sh', 'command'],
  ["kubectl exec -it deploy/web -- sh -c 'date'", 'command'],
  ['kubectl exec -it deploy/web -- sudo tcpdump port 80', 'foreground'],
  ['kubectl get pods -n shop --watch', 'foreground'],
  ['kubectl get pods -w | grep web', 'foreground'],
  ['kubectl proxy --port=8001', 'foreground'],
  ['kubectl port-forward svc/web 8080:80 &', 'command'],
  ['kubectl rollout status deploy/web -w', 'command'],
  ['watch kubectl get pods', 'foreground'],
  ['while true; do\n  curl web\ndone', 'foreground'],
  ['vi policy.yaml', 'foreground'],
  ['exit 0', 'leave'],
] as const)('%s is of kind %s', ([text, kind]) => {
  expect(stepOf(text, at).kind).toBe(kind);
});

test('what a reader presses to end it', () => {
  expect(['vi a.yaml', 'kubectl get pods -w', 'cat a | less'].map(keysToEnd)).toEqual(['\u001b:q!\r', '\u0003', 'q']);
});

test('the name of the shell that is opened', () => {
  expect(['kubectl exec -it deploy/web -- sh', 'kubectl run -i --tty tester --image=a', 'ssh worker'].map(shellName)).toEqual([
    'deploy.web',
    'tester',
    'ssh',
  ]);
});

test('what needs the reader’s own machine', () => {
  expect(needsHost({ text: 'kubectl apply -f - <<EOF' })).toBe(true);
  expect(needsHost({ text: 'curl http://backend' })).toBe(false);
});
