import { expect, test, vi } from 'vitest';
import { inTerminal, type Manner } from './terminal.ts';

// shells are slow where the machine is busy
vi.setConfig({ testTimeout: 60_000 });

const session = (manner: Manner, TERM: string) =>
  inTerminal({
    lines: 'bash --norc --noprofile -i\nwhere-am-i',
    manner,
    programs: { 'where-am-i': 'echo "at the workstation, level $SHLVL"' },
    env: { PATH: process.env.PATH ?? '', HOME: '/nowhere', TERM },
    cwd: '/',
    limitMs: 20_000,
  });

test('what is pasted at once does not reach the shell that its first line opens', async () => {
  const { exit, stdout } = await session('pasted', 'xterm-256color');
  expect(stdout).toMatch(/^workstation\$ bash --norc --noprofile -i\n/);
  expect(stdout).toMatch(/^at the workstation, level 1$/m);
  expect(exit).toBe(0);
});

test('it does where the terminal marks nothing as pasted', async () => {
  const { exit, stdout } = await session('pasted', 'dumb');
  expect(stdout).toMatch(/^at the workstation, level 2$/m);
  expect(exit).toBe(0);
});

test('what is typed line by line does', async () => {
  const { exit, stdout } = await session('typed', 'xterm-256color');
  expect(stdout).toMatch(/^at the workstation, level 2$/m);
  expect(exit).toBe(0);
});

test.for(['listening on any', '10:00:00 IP 10.0.0.1.80 > 10.0.0.2.1: Flags [S], seq 1'])(
  'a capture that goes on is interrupted: %s',
  async (shown) => {
    const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' };
    const lines = `echo '${shown}'; sleep 60`;
    const goesOn = await inTerminal({ lines, manner: 'typed', env, cwd: '/', limitMs: 10_000 });
    expect(goesOn).toMatchObject({ exit: 0, stdout: expect.stringContaining('^C') });
  },
);

test('a shell that stays is a limit', async () => {
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' };
  const stays = await inTerminal({ lines: 'sleep 60', manner: 'typed', env, cwd: '/', limitMs: 2_000 });
  expect(stays.exit).toBe(124);
});

test('a shell that its reader’s lines close ends with its own status', async () => {
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' };
  const lines = 'set -e\nfalse\necho still open';
  const { exit, stdout } = await inTerminal({ lines, manner: 'typed', env, cwd: '/', limitMs: 10_000 });
  expect(stdout).toMatch(/^workstation\$ set -e.*\nworkstation\$ false.*\n/);
  expect(stdout).not.toContain('still open');
  expect(exit).toBe(1);
});

test('what shows nothing is asked for its prompt, and interrupted where it has none', async () => {
  const mute = `bash -c 'trap "echo interrupted; exit" INT; echo try pressing enter.; while :; do sleep 1; done'`;
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color' };
  const { exit, stdout } = await inTerminal({ lines: mute, manner: 'pasted', env, cwd: '/', limitMs: 30_000 });
  expect(stdout).toMatch(/\^Cinterrupted/);
  expect(exit).toBe(0);
});
