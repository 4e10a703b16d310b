import { expect, test } from 'vitest';
import { NotDone } from '../stage.ts';
import { killInNode, pauseNode, stopService } from './node.ts';
import { plantedStage } from './testing.ts';

const istiod = { says: '', kind: 'kill-in-node', program: 'pilot-discovery', ends: [] } as const;
const kubelet = { says: '', kind: 'service', service: 'kubelet', ends: [] } as const;
const pause = { says: '', kind: 'pause', ends: [] } as const;

test('a program is killed on the node where it runs, and seen to be gone', async () => {
  let pid = '41';
  const { stage, ran } = plantedStage((command) => {
    if (!command.includes('lab-worker2')) return '';
    if (!command.includes('kill -KILL')) return `${pid}\n`;
    pid = '77';
    return 'KILL\n';
  });
  expect(await killInNode(istiod, stage)).toBe('lab-worker2 41 (pilot-discovery) is gone');
  expect(ran.filter((one) => one.includes('kill -KILL'))).toEqual([
    expect.stringMatching(/^podman exec lab-worker2 sh -c .*pilot-discovery/s),
  ]);
});

test('a program that runs nowhere cannot be killed', async () => {
  await expect(killInNode(istiod, plantedStage(() => '').stage)).rejects.toThrow(NotDone);
});

test.each([
  [
    'a program that survives',
    () => killInNode(istiod, plantedStage(() => '41\n', { patience: 0 }).stage),
    'pilot-discovery is gone',
  ],
  ['a service that goes on', () => stopService(kubelet, plantedStage(() => 'active\n', { patience: 0 }).stage), 'is stopped'],
  ['a node that goes on', () => pauseNode(pause, plantedStage(() => 'running\n', { patience: 0 }).stage), 'is paused'],
])('%s is no fault that was done', async (_what, done, says) => {
  await expect(done()).rejects.toThrow(NotDone);
  await expect(done()).rejects.toThrow(says);
});

test('a service of a worker is stopped, seen to be, and started again', async () => {
  let state = 'active';
  const { stage, ran, undo } = plantedStage((command) => {
    if (command.includes('systemctl stop')) state = 'inactive';
    if (command.includes('systemctl start')) state = 'active';
    return `${state}\n`;
  });
  expect(await stopService(kubelet, stage)).toMatch(/^kubelet of lab-worker2? is inactive$/);
  await undo.disposeAsync();
  expect(ran.at(-1)).toMatch(/systemctl start kubelet$/);
  expect(state).toBe('active');
});

test('a service that was not active before shows nothing', async () => {
  const { stage, ran } = plantedStage(() => 'failed\n');
  await expect(stopService(kubelet, stage)).rejects.toThrow(/kubelet of lab-worker2? was failed before/);
  expect(ran.join()).not.toContain('systemctl stop');
});

test('a worker is paused, seen to be, and goes on', async () => {
  let state = 'running';
  const { stage, ran, undo } = plantedStage((command) => {
    if (/^podman pause lab-worker2?$/.test(command)) state = 'paused';
    if (command.startsWith('podman unpause')) state = 'running';
    return `${state}\n`;
  });
  expect(await pauseNode(pause, stage)).toMatch(/^lab-worker2? is paused$/);
  await undo.disposeAsync();
  expect(state).toBe('running');
  expect(ran.at(-1)).toMatch(/^podman unpause lab-worker/);
});

test('a node that was not paused after all is not unpaused', async () => {
  const { stage, ran, undo } = plantedStage((command) => {
    if (command.startsWith('podman pause')) throw new NotDone('podman refused');
    return 'running\n';
  });
  await expect(pauseNode(pause, stage)).rejects.toThrow('podman refused');
  await undo.disposeAsync();
  expect(ran.join()).not.toContain('unpause');
});
