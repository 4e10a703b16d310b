import { beforeEach, expect, test, vi } from 'vitest';
import { readerCommand, type CommandOutcome } from './command.ts';
import { inShell } from './shell.ts';

vi.mock(import('./shell.ts'), () => ({ inShell: vi.fn() }));

const station = { kubeconfig: '/nowhere/kubeconfig' };
const silent = { exit: 1, stdout: '0\n', stderr: '' };

/** By script: what bash prints. */
const printed = new Map<string, string>();
let working = true;

/** The known answers of echo and kubectl. */
const answerTo = (script: string) =>
  [...script.matchAll(/^echo (\w+)$|create (namespace|configmap) (\S+) --dry-run/gm)]
    .map(([, mark, kind, name]) => mark ?? `${kind}/${name}`)
    .join('\n');
beforeEach(() => {
  printed.clear();
  working = true;
  vi.mocked(inShell).mockImplementation(async (_station, script) => ({
    exit: 0,
    stdout: printed.get(script) ?? (working ? answerTo(script) : ''),
    stderr: '',
    missing: [],
    cut: false,
  }));
});

const proof = (command: string, like: CommandOutcome[], shown = false) =>
  readerCommand(station, command).prove({ value: silent, like, shown });

test('after a disagreement the programs that the command names have to give a known answer', async () => {
  await expect(proof('kubectl logs a', [])).resolves.toMatchObject({ works: true });
  working = false;
  await expect(proof('kubectl logs a', [])).resolves.toMatchObject({
    works: false,
    says: expect.stringContaining('did not print'),
  });
});

test('nothing is an answer of a command that prints something without its last filters', async () => {
  printed.set('kubectl logs a', 'a line\n');
  await expect(proof("kubectl logs a | grep -c '/x'", [silent])).resolves.toMatchObject({
    works: true,
    says: expect.stringContaining('prints 1 lines'),
  });
});

test.each(["kubectl logs b | grep -c '/x'", 'kubectl get pods -o name'])(
  'nothing is no answer yet of a command that was never seen to print: %s',
  async (command) => {
    await expect(proof(command, [silent])).resolves.toMatchObject({ awaited: true });
    await expect(proof(command, [silent], true)).resolves.not.toHaveProperty('awaited');
  },
);

test('a reader with few rights asks for an object of its own namespace', async () => {
  const limited = { ...station, limited: { user: 'reader', lane: 'lane' } };
  await readerCommand(limited, 'kubectl get pods').prove({ value: silent, like: [], shown: false });
  expect(vi.mocked(inShell).mock.lastCall?.[1]).toContain('kubectl create configmap known-');
});

test('a command that printed something else has shown that it can', async () => {
  const value = { exit: 0, stdout: 'pod/frontend\n', stderr: '' };
  const asked = readerCommand(station, 'kubectl get pods -o name').prove({ value, like: [silent], shown: false });
  await expect(asked).resolves.toMatchObject({ works: true });
});

test('of a container that ended before kubectl was attached to it, what it printed is lost', async () => {
  const of = (stdout: string, command = 'kubectl run a -it --rm --image=b -- curl c') =>
    readerCommand(station, command).prove({ value: { exit: 0, stdout, stderr: '' }, like: [], shown: false });
  await expect(of('pod "a" deleted from lane namespace\n')).resolves.toMatchObject({
    works: false,
    says: expect.stringContaining('lost'),
  });
  await expect(of('a page\npod "a" deleted from lane namespace\n')).resolves.toMatchObject({ works: true });
  await expect(of('pod "a" deleted from lane namespace\n', 'kubectl delete pod a')).resolves.toMatchObject({ works: true });
});

test('exit status 0 is an answer without any output', async () => {
  await expect(
    proof('kubectl wait pod/a', [
      { exit: 0, stdout: '', stderr: '' },
      { exit: 0, stdout: '0\n', stderr: '' },
    ]),
  ).resolves.toMatchObject({ works: true });
});

test('a program that is missing anywhere in the command makes its sample no answer', async () => {
  vi.mocked(inShell).mockResolvedValue({ exit: 0, stdout: '0\n', stderr: '', missing: ['jq'], cut: false });
  await expect(readerCommand(station, 'kubectl get pods | jq . | wc -l').take()).resolves.toMatchObject({
    unread: 'the program jq was not found',
  });
  await expect(readerCommand(station, 'jq .', { absent: 'jq' }).take()).resolves.toMatchObject({ unread: undefined });
});
