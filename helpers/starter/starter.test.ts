import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runApart } from './starter.ts';

const shell = (script: string) => runApart('bash', ['-c', script]);

/** The process that runs the program. */
const parentOf = async () => Number((await shell('echo $PPID')).stdout);

test('what a program printed and its exit status come back', async () => {
  await expect(shell('echo größer; echo wrong >&2; exit 3')).resolves.toMatchObject({
    exitCode: 3,
    stdout: 'größer\n',
    stderr: 'wrong\n',
    isMaxBuffer: false,
  });
});

test('programs run side by side, started by one other process', async () => {
  const parents = await Promise.all([parentOf(), parentOf()]);
  expect(parents[0]).toBe(parents[1]);
  expect(parents[0]).not.toBe(process.pid);
});

test('a program gets the folder and the variables that are named, and no others', async () => {
  const { stdout } = await runApart('bash', ['-c', 'pwd; env | cut -d = -f 1 | sort | tr "\\n" " "'], {
    cwd: '/usr',
    env: { NAMED: '1', PATH: process.env.PATH },
    extendEnv: false,
  });
  expect(stdout).toBe('/usr\nNAMED PATH PWD SHLVL _ ');
});

test('a program that is not there is told, and is no fault of the starter', async () => {
  const { exitCode, message } = await runApart('no-such-program', []);
  expect(exitCode).toBeUndefined();
  expect(message).toContain('ENOENT');
});

test('the signal ends the program', async () => {
  const abort = new AbortController();
  const script = 'trap "echo told; exit 4" TERM; echo begun; sleep 30 & wait';
  const ended = runApart('timeout', ['60', 'bash', '-c', script], {}, abort.signal);
  setTimeout(() => abort.abort(), 200);
  await expect(ended).resolves.toMatchObject({ exitCode: 4, stdout: 'begun\ntold\n' });
});

test('a starter that ended is told, and the next program has another one', async () => {
  const parent = await parentOf();
  await expect(shell('kill -KILL $PPID; sleep 5')).rejects.toThrow('ended (SIGKILL)');
  const next = await parentOf();
  expect(next).not.toBe(parent);
});

test('whoever gave the orders may be killed: the program ends too', async () => {
  const code = `import { runApart } from '${join(import.meta.dirname, 'starter.ts')}';
await runApart('bash', ['-c', 'trap "echo ended >&2; exit" TERM; echo begun >&2; sleep 30 & wait'], { extendEnv: true });`;
  // the inner program's messages reach this test by a file
  const inner = await shell('mktemp');
  const file = inner.stdout.trim();
  const orders = execa(process.execPath, ['--input-type=module', '-e', code.replaceAll('>&2', `>>${file}`)], { reject: false });
  await expect.poll(async () => (await shell(`cat ${file}`)).stdout, { timeout: 10_000 }).toBe('begun\n');
  orders.kill('SIGKILL');
  await expect.poll(async () => (await shell(`cat ${file}`)).stdout, { timeout: 10_000 }).toBe('begun\nended\n');
  await shell(`rm ${file}`);
});

test('a process that waits for no program ends by itself', async () => {
  const code = `import { runApart } from '${join(import.meta.dirname, 'starter.ts')}'; await runApart('true', []);`;
  const { exitCode, timedOut } = await execa(process.execPath, ['--input-type=module', '-e', code], {
    reject: false,
    timeout: 10_000,
  });
  expect({ exitCode, timedOut }).toEqual({ exitCode: 0, timedOut: false });
});
