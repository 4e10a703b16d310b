import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { descendants, marked, processorSeconds } from './processes.ts';

/** A shell in a group of its own, which runs a script. */
function planted(script: string, env: Record<string, string> = {}): number {
  const { pid = 0 } = execa('sh', ['-c', script], { env, detached: true, stdio: 'ignore', reject: false });
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // all of it has ended
    }
  });
  return pid;
}

test('what a process started is below it, also in a group of its own', async () => {
  const pid = planted('setsid sleep 41 & sleep 42; wait');
  await expect
    .poll(() =>
      descendants(pid)
        .map(({ argv }) => argv.at(-1))
        .sort(),
    )
    .toEqual(['41', '42']);
  for (const one of descendants(pid)) process.kill(one.pid, 'SIGKILL');
  expect(descendants(process.pid)).toContainEqual(expect.objectContaining({ pid, parent: process.pid }));
});

test('a process whose parent is gone is found by its environment', async () => {
  planted('sh -c "sleep 43 & exit"; sleep 44', { PLANTED_MARK: '/planted/of-this-test' });
  const found = () => marked(['/planted/of-this-test']).map(({ argv }) => argv.at(-1));
  await expect.poll(found).toEqual(expect.arrayContaining(['43', '44']));
  expect(marked(['/planted/of-no-test'])).toEqual([]);
});

test('a busy process takes processor time, one that sleeps does not', async () => {
  const [busy, idle] = [planted('while :; do :; done'), planted('sleep 45')];
  await expect.poll(() => processorSeconds(busy), { timeout: 10_000 }).toBeGreaterThan(0.05);
  expect(processorSeconds(idle)).toBeLessThan(0.05);
});
