import { execa } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../cluster/host/testing.ts';
import { isAlive, processId } from '../../../cluster/host/process.ts';
import { descendants } from '../processes.ts';
import { NotDone } from '../stage.ts';
import { sendSignal } from './signal.ts';
import { plantedStage } from './testing.ts';

const kill = (to: 'verify' | 'vitest' | 'starter' | 'command') =>
  ({ says: '', kind: 'signal', signal: 'SIGKILL', to, ends: [] }) as const;

/** A tree of processes as a run has it: the program, vitest, a starter, timeout(1), a command. */
function plantedRun(): number {
  const folder = temporaryFolder();
  const write = (path: string, script: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), script);
  };
  write('helpers/run/verify.ts', 'sh node_modules/vitest/vitest.mjs & wait');
  write('node_modules/vitest/vitest.mjs', 'sh helpers/starter/program.ts & wait');
  write('helpers/starter/program.ts', 'timeout 30 sh -c "sleep 29; exit 0" & wait');
  const { pid = 0 } = execa('sh', ['helpers/run/verify.ts'], { cwd: folder, detached: true, stdio: 'ignore', reject: false });
  onTestFinished(() => {
    for (const one of [...descendants(pid).map((each) => each.pid), pid])
      try {
        process.kill(one, 'SIGKILL');
      } catch {
        // it ended meanwhile
      }
  });
  return pid;
}

test.each([
  ['verify', 'helpers/run/verify.ts'],
  ['vitest', 'node_modules/vitest/vitest.mjs'],
  ['starter', 'helpers/starter/program.ts'],
  ['command', 'sleep 29; exit 0'],
] as const)('%s is found in a run, killed alone and seen to be gone', async (to, words) => {
  const run = plantedRun();
  await expect.poll(() => descendants(run).length).toBeGreaterThanOrEqual(4);
  const below = descendants(run);
  const target = to === 'verify' ? run : below.find(({ argv }) => argv[0] === 'sh' && argv.at(-1)?.endsWith(words))?.pid;
  const told = await sendSignal(kill(to), plantedStage(() => '', { run }).stage);
  expect(told).toContain(`, process ${target}`);
  expect(descendants(run).some(({ pid }) => pid === target)).toBe(false);
});

test('a signal that a program heeds is not waited for', async () => {
  const { pid = 0 } = execa('sh', ['-c', 'trap "" INT; sleep 20 & wait'], { detached: true, stdio: 'ignore', reject: false });
  onTestFinished(() => void process.kill(-pid, 'SIGKILL'));
  const interrupt = { ...kill('verify'), signal: 'SIGINT' } as const;
  expect(await sendSignal(interrupt, plantedStage(() => '', { run: pid }).stage)).toBe(
    `SIGINT reached the program, process ${pid}`,
  );
  expect(isAlive(processId(pid))).toBe(true);
});

test('a run that ended before there was such a process does not count', async () => {
  let looks = 0;
  const stage = plantedStage(() => '', { run: process.pid, goesOn: () => ++looks < 4 }).stage;
  await expect(sendSignal(kill('command'), stage)).rejects.toThrow(NotDone);
  expect(looks).toBe(4);
});
