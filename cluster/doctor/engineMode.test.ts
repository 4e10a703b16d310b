import { expect, test } from 'vitest';
import { modeCheck, modeIn } from './engineMode.ts';

const podman = (rootless: boolean, changed: object = {}) =>
  modeIn(
    'podman',
    JSON.stringify({
      host: {
        cgroupVersion: 'v2',
        cgroupControllers: ['cpu', 'io', 'memory', 'pids'],
        security: { rootless, seccompEnabled: true },
        idMappings: rootless
          ? {
              uidmap: [
                { container_id: 0, host_id: 1000, size: 1 },
                { container_id: 1, host_id: 1e5, size: 65_536 },
              ],
            }
          : {},
        ...changed,
      },
    }),
  );
const docker = (SecurityOptions: string[], changed: object = {}) =>
  modeIn(
    'docker',
    JSON.stringify({
      SecurityOptions,
      CgroupDriver: 'systemd',
      CgroupVersion: '2',
      MemoryLimit: true,
      PidsLimit: true,
      CPUShares: true,
      ...changed,
    }),
  );
const rootless = ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'];

test('an engine with root’s rights needs nothing more, on either cgroup version', () => {
  expect(modeCheck('podman', podman(false, { cgroupVersion: 'v1', cgroupControllers: [] }))).toMatchObject({
    status: 'ok',
    found: "with root's rights, cgroup version 1",
  });
  expect(modeCheck('docker', docker(['name=seccomp,profile=builtin'], { CgroupVersion: '1' }))).toMatchObject({ status: 'ok' });
});

test('an engine that does not say how it runs is a drawback, never passed over', () => {
  expect(modeCheck('podman', undefined)).toMatchObject({ status: 'warn', remedy: expect.stringContaining('podman info') });
});

test('Docker gives a privileged container every capability, so the machine has to have them; Podman takes those that are there', () => {
  const rootful = docker(['name=seccomp,profile=builtin']);
  expect(modeCheck('docker', rootful, false)).toMatchObject({
    status: 'fail',
    found: expect.stringContaining('CAP_SYS_RESOURCE'),
    remedy: expect.stringContaining('KIND_EXPERIMENTAL_PROVIDER=podman'),
  });
  expect(modeCheck('docker', rootful, true)).toMatchObject({ status: 'ok' });
  expect(modeCheck('podman', podman(false), false)).toMatchObject({ status: 'ok' });
});

test('a rootless engine works where its user has cgroup version 2 and its controllers', () => {
  expect(modeCheck('podman', podman(true))).toMatchObject({ status: 'ok', found: expect.stringContaining('rootless') });
  expect(modeCheck('docker', docker(rootless))).toMatchObject({ status: 'ok', found: expect.stringContaining('rootless') });
});

test.each([
  ['podman', podman(true, { cgroupVersion: 'v1' }), 'rootless on cgroup version 1', 'run as root'],
  ['docker', docker(rootless, { CgroupVersion: '1' }), 'rootless on cgroup version 1', 'run as root'],
  [
    'podman',
    podman(true, { cgroupControllers: ['memory', 'pids'] }),
    'rootless, without the cgroup controllers cpu',
    'Delegate=yes',
  ],
  ['docker', docker(rootless, { PidsLimit: false }), 'rootless, without the cgroup controllers pids', 'Delegate=yes'],
  [
    'docker',
    docker(rootless, { CgroupDriver: 'none' }),
    'rootless, without the cgroup controllers cpu, memory, pids',
    'Delegate=yes',
  ],
  ['podman', podman(true, { idMappings: { uidmap: [{ size: 1 }] } }), 'rootless with 1 user numbers', 'usermod --add-subuids'],
] as const)('rootless %s that lacks something: %j', (engine, mode, found, remedy) => {
  expect(modeCheck(engine, mode)).toMatchObject({ status: 'fail', found, remedy: expect.stringContaining(remedy) });
});
