import { expect, test, vi } from 'vitest';
import { Progress } from '../host/progress.ts';
import { temporaryFolder } from '../host/testing.ts';
import type { Peers } from '../providers/embedded/build/build.ts';
import { createLab, type Lab } from '../records/session.ts';
import type { Supply } from '../records/supply.ts';
import { peers } from './peers.ts';

const built: Peers = {
  key: '0123456789abcdef',
  gateway: '/built/gateway.test',
  netpol: '/built/netpol.test',
  crd: '/built/crd',
  images: [{ archive: '/built/a.tar', ref: 'registry.example/a:1' }],
  versions: { gatewayApi: 'v1.6.0', kubernetes: 'v1.36.3' },
};
const build = vi.fn(async () => built);

const supplyOf = (builtHere: boolean) => async () =>
  ({ capabilities: { owned: true, isolated: true, built: builtHere } }) as unknown as Supply;

/** A lab whose commands are noted; Podman lists a whole cluster. */
function planted(containers: string): { lab: Lab; ran: string[][] } {
  const lab = createLab(new Progress(1, () => undefined), { CLUSTER_NAME: 'mp', MESHPROOF_CACHE: temporaryFolder() });
  const ran: string[][] = [];
  const run = async (command: string, args: readonly string[]) => {
    ran.push([command, ...args]);
    if (args[0] === 'volume') return '[]';
    return args[0] === 'ps' ? containers : '';
  };
  const runner = { ...lab.runner, run, with: () => runner };
  return { lab: { ...lab, runner }, ran };
}

test('each archive goes into each node that runs, and none into the registry', async () => {
  const { lab, ran } = planted(
    'mp-control-plane\trunning\nmp-worker\trunning\nmp-worker2\texited\nmp-registry\trunning\nmp-walk-worker\trunning\n',
  );
  const printed: string[] = [];
  await peers(lab, supplyOf(true), build, (line) => printed.push(line));
  expect(ran.filter(([command]) => command === 'sh').map((argv) => argv.slice(-2))).toEqual([
    ['mp-control-plane', '/built/a.tar'],
    ['mp-worker', '/built/a.tar'],
  ]);
  expect(JSON.parse(printed.join(''))).toEqual(built);
});

test('without a node that runs nothing is said to be there', async () => {
  const { lab } = planted('mp-registry\trunning\n');
  const printed: string[] = [];
  await expect(peers(lab, supplyOf(true), build, (line) => printed.push(line))).rejects.toThrow('No node of cluster mp runs');
  expect(printed).toEqual([]);
});

test('a cluster that was not built here is refused before anything is built', async () => {
  build.mockClear();
  const { lab, ran } = planted('');
  await expect(peers(lab, supplyOf(false), build, () => undefined)).rejects.toMatchObject({ status: 3 });
  expect([build.mock.calls, ran]).toEqual([[], []]);
});
