import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Peers } from '../../cluster/providers/embedded/build/peers.ts';
import { InfrastructureError } from '../errors.ts';
import { readExpectedOfSuites, suiteNames } from '../evidence/expectedOfSuites.ts';
import { reportFile, suites } from './suites.ts';

const peers: Peers = {
  key: 'k',
  gateway: '/built/gateway.test',
  netpol: '/built/netpol.test',
  crd: '/built/crd',
  images: [],
  versions: { gatewayApi: 'v1.6.0', kubernetes: 'v1.36.3' },
};
const expected = readExpectedOfSuites();

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'suites-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test('Gateway API is asked for the profiles of a mesh, with the features that Istio declares', () => {
  const where = { kubeconfig: '/kube', report: '/out/gateway-api.yaml' };
  const argv = suites['gateway-api'].argv(peers, expected['gateway-api'], where);
  expect(argv[0]).toBe(peers.gateway);
  expect(argv).toContain('--conformance-profiles=MESH-HTTP,MESH-GRPC');
  expect(argv.find((one) => one.startsWith('--supported-features='))).toContain('MeshConsumerRoute,');
  expect(argv.join(' ')).not.toContain('MeshClusterIPMatching');
});

test('of Kubernetes’ specs those of NetworkPolicy run, less those that are left out with a reason', () => {
  const argv = suites['network-policy'].argv(peers, expected['network-policy'], { kubeconfig: '/kube', report: '/out/r.json' });
  expect(argv).toEqual(expect.arrayContaining(['--kubeconfig=/kube', '--ginkgo.focus=Netpol', '--ginkgo.skip=SCTPConnectivity']));
  expect(
    suites['network-policy'].argv(peers, { ...expected['network-policy'], leftOut: [] }, { kubeconfig: '', report: '' }),
  ).not.toContain('--ginkgo.skip=');
});

test.each(suiteNames)('%s without its report is no result', (name) => {
  const where = { kubeconfig: '/kube', report: reportFile(folder(), name) };
  expect(() => suites[name].told('\x16=== RUN   TestConformance/A\n', expected[name], where)).toThrow(InfrastructureError);
});

test('a report is read with the tests that the output has', () => {
  const where = { kubeconfig: '/kube', report: reportFile(folder(), 'gateway-api') };
  writeFileSync(where.report, 'kind: ConformanceReport\nprofiles:\n- {name: PLANTED, core: {result: success}}\n');
  const output = '\x16=== RUN   TestConformance/A\n\x16--- PASS: TestConformance/A (1.00s)\n';
  expect(suites['gateway-api'].told(output, expected['gateway-api'], where)).toEqual({
    tests: [{ name: 'A', outcome: 'passed', seconds: 1 }],
    profiles: [{ name: 'PLANTED', summary: '', core: 'success' }],
  });
});
