import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patience } from './hand.ts';
import { hostRc } from './promptMarks.ts';
import { Reader } from './reader.ts';
import { stepOf, type Step } from './step.ts';
import { Terminal } from './terminal.ts';

/** Stands in for kubectl: opens a shell that knows no kubectl, after a hint and one Enter; or prints what it was given. */
const kubectl = `#!/bin/bash
if [[ "$*" == *hangs* ]]; then
  trap '' INT
  echo 'waiting> '; sleep 600
elif [[ "$*" == *" -it "* || "$*" == *" attach "* ]]; then
  echo "If you don't see a command prompt, try pressing enter."
  read -r
  PATH=/nowhere PS1='root@debug:/# ' /bin/bash --norc --noprofile -i
  echo 'pod "debug" deleted'
elif [[ "$1" == apply ]]; then
  echo "applied: $(cat)"
else
  echo "$*"
fi
`;
const tcpdump = '#!/bin/bash\necho listening\nexec sleep 1000\n';
const make = '#!/bin/bash\necho "export KUBECONFIG=/here WHERE=there"\n';

async function reading(local?: (text: string) => string) {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, text] of Object.entries({ kubectl, tcpdump, make })) {
    await writeFile(join(bin, name), text);
    await chmod(join(bin, name), 0o755);
  }
  await writeFile(join(folder, 'rc'), hostRc);
  const open = async () => {
    const terminal = new Terminal({
      file: 'bash',
      args: ['--noprofile', '--rcfile', join(folder, 'rc'), '-i'],
      cwd: folder,
      env: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, LANG: 'C.UTF-8' },
      cols: 160,
      rows: 40,
      onText: () => undefined,
    });
    await terminal.until(() => terminal.prompted() !== undefined, 20_000);
    return terminal;
  };
  const reader = await Reader.start({
    open,
    patience: { ...patience, afterCtrlC: 5_000 },
    now: () => 0,
    values: async () => new Map([['pod-name', 'frontend-1']]),
    removed: new Map(),
    signal: new AbortController().signal,
    local,
  });
  const type = (text: string, shown: Pick<Step, 'output' | 'prompt'> = {}) =>
    reader.do(stepOf(text, { line: 1, lastLine: 1, ...shown }));
  const end = async () => {
    reader.close();
    await rm(folder, { recursive: true });
  };
  return { type, reader, [Symbol.asyncDispose]: end };
}

test('a pod’s shell is opened, typed into and left', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type('kubectl run debug --image=x -it --rm -- bash')).toMatchObject([
    { shell: 'host', exit: 0, note: 'pressed Enter 1 times, as kubectl says' },
  ]);
  expect(at.reader.shell).toBe('debug');
  expect(await at.type('echo here; false')).toMatchObject([{ shell: 'debug', exit: 1, output: 'here\n' }]);
  const [left] = await at.type('exit');
  expect(left?.output).toContain('pod "debug" deleted');
  expect(at.reader.shell).toBe('host');
});

test('a command that the text leaves in a pod fails there, and is typed again outside', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('kubectl run debug --image=x -it --rm -- bash');
  const all = await at.type('kubectl apply -f - <<EOF\nkind: A\nEOF');
  expect(all.map(({ attempt, shell, exit }) => [attempt, shell, exit])).toEqual([
    ['as it stands', 'debug', 127],
    ["the reader's own", 'debug', 0],
    ['again', 'host', 0],
  ]);
  expect(all[2]?.output).toBe('applied: kind: A\n');
});

test('a placeholder is filled in before it is typed', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type('kubectl describe pod <pod-name>')).toMatchObject([
    { attempt: 'filled', exit: 0, typed: 'kubectl describe pod frontend-1', output: 'describe pod frontend-1\n' },
  ]);
});

test('what stays in front is ended with Ctrl-C', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type('tcpdump -i any')).toMatchObject([
    { interrupted: true, exit: 130, output: expect.stringContaining('listening') },
  ]);
});

test('a shell that nobody foresaw is entered too, once its prompt stands', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('bash --norc');
  expect(at.reader.shell).toBe('bash');
  expect(await at.type('false')).toMatchObject([{ shell: 'bash', exit: 1 }]);
  await at.type('exit');
  expect(at.reader.shell).toBe('host');
});

test('a shell in the place of the reader’s own is the reader’s', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('exec bash --norc');
  expect(await at.type('echo here')).toMatchObject([{ shell: 'host', exit: 0, output: 'here\n' }]);
});

test('a text may change the prompt', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type("PS1='lab> '");
  expect(await at.type('false')).toMatchObject([{ exit: 1, seconds: expect.closeTo(0, 0) }]);
});

test('set -e closes the reader’s shell, which is said, and the next line goes to a new one', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('set -euo pipefail');
  const [closed] = await at.type('false');
  expect(closed).toMatchObject({
    exit: null,
    note: expect.stringContaining("closes the reader's shell (status 1), as line 1 asks"),
  });
  expect(at.reader.isStuck).toBe(false);
  expect((await at.type('echo again'))[0]?.output).toBe('again\n');
});

test('an open quote is ended with Ctrl-C, and named', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type("echo it's open")).toMatchObject([
    { interrupted: true, note: expect.stringContaining('bash waits for the rest of the command') },
  ]);
  expect((await at.type('echo on'))[0]?.output).toBe('on\n');
});

test('what does not end with Ctrl-C ends its block, and the reader goes on in a new terminal', { timeout: 60_000 }, async () => {
  await using at = await reading();
  const [stuck] = await at.type('kubectl get pods -w hangs');
  expect(stuck).toMatchObject({ exit: null, note: expect.stringContaining('nothing more of this block is typed') });
  expect(at.reader.isStuck).toBe(true);
  expect((await at.type('echo on'))[0]?.output).toBe('on\n');
  expect(at.reader.isStuck).toBe(false);
});

test('a prompt of the reader’s own says that the pod was left', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('kubectl run debug --image=x -it --rm -- bash');
  const all = await at.type('kubectl get pods', { prompt: '$', output: 'web' });
  expect(all.map(({ attempt, shell, exit, expects }) => [attempt, shell, exit, expects])).toEqual([
    ["the reader's own", 'debug', 0, undefined],
    ['as it stands', 'host', 0, 'web'],
  ]);
});

test('nobody types an export line that anything else than make prints', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type('echo export KUBECONFIG=/evil')).toHaveLength(1);
});

test('the export line that a command prints is typed', { timeout: 60_000 }, async () => {
  await using at = await reading();
  expect(await at.type('make kind-up')).toMatchObject([
    { attempt: 'as it stands' },
    { typed: 'export KUBECONFIG=/here WHERE=there' },
  ]);
  expect((await at.type('echo $WHERE'))[0]?.output).toBe('there\n');
});

test('exit is not typed into the reader’s own shell', { timeout: 60_000 }, async () => {
  await using at = await reading();
  const [left] = await at.type('exit');
  expect(left).toMatchObject({ exit: null, note: expect.stringContaining('not typed') });
  expect((await at.type('echo still here'))[0]?.output).toBe('still here\n');
});

test('an output loses its secrets before it is shortened', { timeout: 60_000 }, async () => {
  await using at = await reading();
  const token = ['eyJhbGciOiJIUzI1NiJ9', `eyJ${'c'.repeat(90)}`, 's'.repeat(43)].join('.');
  const [shown] = await at.type(`printf '%019950d %s\\n' 0 ${token}`);
  expect(shown?.output).toMatch(/0 \[JSON web token removed\]\n/);
});

test('a shell that the text has its reader leave, without a command for it, is left', { timeout: 60_000 }, async () => {
  await using at = await reading();
  await at.type('kubectl run debug --image=x -it --rm -- bash');
  at.reader.begins({ leaves: false });
  expect(await at.type('echo here')).toMatchObject([{ shell: 'debug' }]);
  at.reader.begins({ leaves: true });
  const all = await at.type('echo here');
  expect(all.map(({ typed, attempt, shell }) => [typed, attempt, shell])).toEqual([
    ['exit', "the reader's own", 'debug'],
    ['echo here', 'as it stands', 'host'],
  ]);
});

test(
  'in a cluster of others a text is typed as it reads there, and what names the run’s kubeconfig is not',
  { timeout: 60_000 },
  async () => {
    await using at = await reading((text) => text.replaceAll('default', 'mp-lane-1'));
    expect(await at.type('kubectl get pods -n default')).toMatchObject([
      { typed: 'kubectl get pods -n mp-lane-1', output: 'get pods -n mp-lane-1\n' },
    ]);
    expect(await at.type('make kind-up')).toHaveLength(1);
  },
);
