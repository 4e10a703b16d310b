import { expect, test } from 'vitest';
import { mend } from './mend.ts';
import { plantedStage } from './kinds/testing.ts';

test('nodes that stand still go on, kubelets are started, and what is not there is left alone', async () => {
  const states: Record<string, string> = { 'lab-control-plane': 'running', 'lab-worker': 'paused', 'lab-worker2': 'exited' };
  const { stage, ran } = plantedStage((command) => {
    if (command.includes(' ps ')) return [...Object.keys(states), 'lab-registry'].map((name) => `${name}\trunning`).join('\n');
    if (command.includes(' volume ')) return '[]';
    const [, name = ''] = /Status\}\} (\S+)$/.exec(command) ?? [];
    return states[name] ?? '';
  });
  await mend(stage, 'lab', '/planted');
  expect(ran.filter((one) => /unpause|systemctl|umount/.test(one))).toEqual([
    'podman exec lab-control-plane sh -c systemctl start kubelet',
    'podman unpause lab-worker',
    'podman exec lab-worker sh -c systemctl start kubelet',
  ]);
  expect(ran.join()).not.toContain('lab-registry');
});
