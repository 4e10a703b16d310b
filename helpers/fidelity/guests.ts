import { join } from 'node:path';
import { execa } from 'execa';
import type { Peers } from '../../cluster/providers/embedded/build/peers.ts';
import { InfrastructureError, UsageError } from '../errors.ts';
import { connection } from '../kube/connection.ts';
import { apply, list, read, remove, type Manifest } from '../kube/objects.ts';
import { until } from '../waiting.ts';

/** Namespaces of Gateway API's suite have names of their own, those of Kubernetes' specs a label. */
export const isOfSuites = ({ metadata }: Manifest): boolean =>
  metadata?.labels?.['e2e-run'] !== undefined || /^gateway-conformance-/.test(metadata?.name ?? '');

/** Under which name the API server notes that custom resources are ours. */
const fieldManager = 'meshproof-fidelity';

/** Whether somebody else put it into the cluster. */
export const isOthers = ({ metadata }: Manifest): boolean =>
  !((metadata?.managedFields ?? []) as { manager?: string }[]).some(({ manager }) => manager === fieldManager);

/** @throws {UsageError} where the cluster has Gateway API, and not from us: it would be gone afterwards */
export async function refuseGatewayApi(): Promise<void> {
  const found = await read(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    undefined,
    'httproutes.gateway.networking.k8s.io',
  );
  if (found && isOthers(found))
    throw new UsageError(
      'The cluster has Gateway API already, and the suites need it in their own version, which is removed afterwards.',
      {
        remedy: 'Run `make kind-down`, or choose another CLUSTER_NAME.',
      },
    );
}

/** Milliseconds until pods and namespaces of the suites are gone. */
const removal = 180_000;

/** Conformance v1.6.0 waits for pods in these, also where it is asked for the mesh alone, and makes them for gateways only. */
const awaited = ['gateway-conformance-app-backend', 'gateway-conformance-web-backend'];

/** Custom resources, and what the suites wait for and do not make. */
export async function receive({ crd, images }: Peers): Promise<void> {
  await kubectl('apply', '--server-side', `--field-manager=${fieldManager}`, '--kustomize', crd);
  const routes = ['httproutes', 'grpcroutes'].map((name) => `crd/${name}.gateway.networking.k8s.io`);
  await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...routes);
  const image = images.find(({ ref }) => ref.includes('/agnhost:'))?.ref;
  for (const name of awaited) {
    await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await until(
      `the default service account of namespace ${name}`,
      30_000,
      async () =>
        (await list('v1', 'ServiceAccount', name)).some(({ metadata }) => metadata?.name === 'default') ||
        'its controller has not made one',
    );
    await apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'placeholder', namespace: name },
      spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'placeholder', image }] },
    });
  }
}

/** Namespaces that suites made, those of a killed run too, then the custom resources. Returns when they are gone. */
export async function dismiss({ crd }: Peers): Promise<void> {
  const theirs = async () => (await list('v1', 'Namespace', undefined)).filter(isOfSuites);
  for (const one of await theirs()) await remove(one);
  await until('the namespaces of the suites to be gone', removal, async () => {
    const left = await theirs();
    return left.length === 0 || `there are ${left.map(({ metadata }) => metadata?.name).join(', ')}`;
  });
  await kubectl('delete', '--ignore-not-found', '--kustomize', crd);
}

/** Against the one cluster of this run, whatever else a kubeconfig of this machine names. */
async function kubectl(...words: string[]): Promise<void> {
  const { cluster } = await connection();
  const where = ['--kubeconfig', cluster.kubeconfig, '--context', cluster.context];
  const { failed, stderr } = await execa(join(cluster.bin, 'kubectl'), [...where, ...words], { reject: false, timeout: 120_000 });
  if (failed)
    throw new InfrastructureError(`kubectl ${words.join(' ')} failed: ${stderr}`, {
      remedy: 'Run `make kind-down`, then make fidelity again.',
    });
}
