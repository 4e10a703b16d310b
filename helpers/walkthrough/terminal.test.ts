import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostRc, MarkReader, podMarks } from './promptMarks.ts';
import { plainText } from './plainText.ts';
import { Terminal } from './terminal.ts';

const prompt = '\u001b]133;D;6;6 0;shell=host\u0007';

test('marks are cut out of the text, also when they arrive in parts', () => {
  const reader = new MarkReader();
  const pieces = [...`a${prompt.replace('6;6 0', '0;6 0')}$ \u001b]133;C\u0007out\u001b[1mbold`].flatMap((character) =>
    reader.push(character),
  );
  expect(pieces.filter((piece) => typeof piece !== 'string')).toEqual([
    { kind: 'prompt', exit: 0, stages: [6, 0], shell: 'host' },
    { kind: 'started' },
  ]);
  expect(pieces.filter((piece) => typeof piece === 'string').join('')).toBe('a$ out\u001b[1mbold');
});

test('after a syntax error the old status of a pipeline does not count', () => {
  expect(new MarkReader().push('\u001b]133;D;2;0 0;shell=host\u0007')).toEqual([
    { kind: 'prompt', exit: 2, stages: [2], shell: 'host' },
  ]);
});

test('plain text has no colours, and a line drawn over shows its last state', () => {
  expect(plainText('a\u009b2Jb\u0085')).toBe('a2Jb');
  expect(plainText('\u001b[?2004h\u001b[32mgreen\u001b[0m\r\nload 1 %\rload 9 %\r\nend')).toBe('green\nload 9 %\nend');
});

async function bash() {
  const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  await writeFile(join(folder, 'rc'), hostRc);
  let seen = '';
  const terminal = new Terminal({
    file: 'bash',
    args: ['--noprofile', '--rcfile', join(folder, 'rc'), '-i'],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' },
    cols: 160,
    rows: 40,
    onText: (text) => (seen += text),
  });
  expect(await terminal.until(() => terminal.prompted() !== undefined, 20_000)).toBe(true);
  const end = async () => {
    terminal.close();
    await rm(folder, { recursive: true });
  };
  return { terminal, seen: () => plainText(seen), [Symbol.asyncDispose]: end };
}

test('a command answers with its output, its status and those of its pipeline', { timeout: 60_000 }, async () => {
  await using reader = await bash();
  const { terminal } = reader;
  expect(await terminal.run('echo one; echo two', 20_000)).toMatchObject({
    output: 'one\ntwo\n',
    prompt: { exit: 0, shell: 'host' },
  });
  expect((await terminal.run('false | cat', 20_000)).prompt).toMatchObject({ exit: 0, stages: [1, 0] });
  expect(await terminal.run('**kubectl** expose', 20_000)).toMatchObject({
    output: expect.stringContaining('command not found'),
    prompt: { exit: 127 },
  });
  expect((await terminal.run('kubectl describe pod <pod-name>', 20_000)).output).toContain('syntax error near unexpected token');
  expect(await terminal.run('printf half', 20_000)).toMatchObject({ output: 'half', prompt: { exit: 0 } });
  expect((await terminal.run('for i in 1 2; do\n  echo "turn $i"\ndone', 20_000)).output).toBe('turn 1\nturn 2\n');
  expect((await terminal.run('cat <<EOF\nspec:\n  a: b\nEOF', 20_000)).output).toBe('spec:\n  a: b\n');
  expect(reader.seen()).toContain('$ echo one; echo two');
  expect(reader.seen()).not.toContain('133;D');
});

test('what stays in front is ended by Ctrl-C', { timeout: 60_000 }, async () => {
  await using reader = await bash();
  const { terminal } = reader;
  const started = performance.now();
  terminal.type('echo up; sleep 1000');
  await terminal.until(() => terminal.shown.includes('up\n'), 20_000);
  terminal.press('\u0003');
  expect((await terminal.answer(started, 20_000)).prompt).toMatchObject({ exit: 130 });
});

test.for(['bash', 'sh'] as const)('a second %s gets marks of its own, unseen', { timeout: 60_000 }, async (shell) => {
  await using reader = await bash();
  const { terminal } = reader;
  terminal.type(shell === 'bash' ? 'bash --norc --noprofile' : 'PS1="# " sh');
  await terminal.until(() => /[#$] $/.test(terminal.shown), 20_000);
  await terminal.muted(() => terminal.run(podMarks('debug'), 20_000));
  expect(terminal.prompted()).toMatchObject({ shell: 'debug' });
  expect(await terminal.run('echo in the pod', 20_000)).toMatchObject({
    output: 'in the pod\n',
    prompt: { exit: 0, shell: 'debug' },
  });
  expect((await terminal.run('false', 20_000)).prompt).toMatchObject({ exit: 1, shell: 'debug' });
  expect((await terminal.run('exit 3', 20_000)).prompt).toMatchObject({ exit: 3, shell: 'host' });
  expect(reader.seen()).not.toContain('shell=debug');
});
