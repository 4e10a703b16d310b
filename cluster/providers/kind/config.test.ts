import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kindConfig } from './config.ts';

const config = parse(kindConfig({ cgroup: 2, sysResource: true }, true)) as {
  nodes: { role: string; extraMounts?: { hostPath: string; containerPath: string }[] }[];
  kubeadmConfigPatches: string[];
};
const formats = config.kubeadmConfigPatches
  .map((patch) => parse(patch) as { kind: string; apiVersion: string; apiServer: { extraArgs: unknown; extraVolumes: object[] } })
  .filter(({ kind }) => kind === 'ClusterConfiguration');

test('the control plane has the audit policy, and the API server of either format of kubeadm’s reads it', () => {
  const [{ hostPath, containerPath } = { hostPath: '', containerPath: '' }] = config.nodes[0]?.extraMounts ?? [];
  expect(existsSync(hostPath)).toBe(true);
  const volume = { hostPath: containerPath, mountPath: containerPath, readOnly: true };
  expect(formats.map(({ apiServer }) => apiServer.extraVolumes)).toEqual([
    [expect.objectContaining(volume)],
    [expect.objectContaining(volume)],
  ]);
  expect(formats.map(({ apiServer }) => apiServer.extraArgs)).toEqual([
    { 'audit-log-path': '-', 'audit-policy-file': containerPath },
    expect.arrayContaining([
      { name: 'audit-log-path', value: '-' },
      { name: 'audit-policy-file', value: containerPath },
    ]),
  ]);
});

test('a list that replaces kind’s has kind’s own argument again', () => {
  expect(formats[1]?.apiServer.extraArgs).toContainEqual({ name: 'runtime-config', value: '' });
});
