import { expect, test } from 'vitest';
import { NotDone } from '../stage.ts';
import { cutConnections, socketsIn } from './connections.ts';
import { plantedStage } from './testing.ts';

const cut = { says: '', kind: 'cut', ends: [] } as const;
const line = (port: number, pid: number) => `0      0      10.0.0.9:${port}   10.0.0.1:6443  users:(("node",pid=${pid},fd=21))\n`;

test('a line of ss is read', () => {
  expect(socketsIn(`${line(40112, 7)}0 0 [::ffff:10.0.0.9]:40113 [::ffff:10.0.0.1]:6443\n`)).toEqual([
    { port: '40112', pids: [7] },
    { port: '40113', pids: [] },
  ]);
});

test('connections of the run are reset, those of others are not, and they are seen to be gone', async () => {
  let open = line(40112, process.pid) + line(40113, 1) + line(40114, process.pid);
  const { stage, ran } = plantedStage((command) => {
    if (command.includes('-K')) open = line(40113, 1);
    return open;
  });
  expect(await cutConnections(cut, stage)).toBe('2 connections to 10.0.0.1:6443 are gone');
  expect(ran.find((one) => one.includes('-K'))).toBe(
    'ss -K -tnH state established dst 10.0.0.1 and dport = :6443 and ( sport = :40112 or sport = :40114 )',
  );
});

test('connections that are still there were not cut', async () => {
  const { stage } = plantedStage(() => line(40112, process.pid), { patience: 0 });
  await expect(cutConnections(cut, stage)).rejects.toThrow('It is not seen that the connections are gone.');
});

test('a run without a connection has none to be cut', async () => {
  let looks = 0;
  const { stage, ran } = plantedStage(() => line(40113, 1), { goesOn: () => ++looks < 3 });
  await expect(cutConnections(cut, stage)).rejects.toThrow(NotDone);
  expect(ran.join()).not.toContain('-K');
});
