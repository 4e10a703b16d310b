import { expect, test } from 'vitest';
import type { Machine } from '../../../host/machine.ts';
import { containersConf } from './containers-conf.ts';

const machine: Machine = {
  cores: 2,
  memoryBytes: { total: 0, available: 0 },
  limits: { openFiles: 20_000, processes: 96_365 },
  pidMax: 32_768,
  sysResource: false,
  cgroup: 1,
  systemd: false,
};

test('asks for the limits that are there, and for no more processes than there are numbers', () => {
  expect(containersConf(machine)).toBe(`[containers]
default_ulimits = ["nofile=20000:20000", "nproc=32768:32768"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
`);
});

test('leaves out a limit that is infinite', () => {
  const limits = { openFiles: Infinity, processes: 4096 };
  expect(containersConf({ ...machine, limits })).toContain('default_ulimits = ["nproc=4096:4096"]');
});

test('leaves everything to Podman on a machine that lacks nothing', () => {
  expect(containersConf({ ...machine, sysResource: true, cgroup: 2, systemd: true })).toBe('[containers]\n[engine]\n');
});
