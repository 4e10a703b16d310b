import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';

const own = ['mp-lane-1', 'mp-lane-1-other'];

async function change(command: string, specFile = 'x.spec.ts', provider: 'kind' | 'existing' = 'kind') {
  await plantApi(provider);
  const { mustChangeLane } = await import('./ownNamespaces.ts');
  return mustChangeLane(command, { own, specFile });
}

const meshWide = 'kubectl apply -n istio-system -f - <<END\nkind: PeerAuthentication\nmetadata: { name: default }\nEND';

test.for([
  [meshWide, 'istio-system'],
  ['kubectl apply -f - <<END\nkind: PeerAuthentication\nmetadata: { name: a, namespace: istio-system }\nEND', 'istio-system'],
  ['kubectl --namespace=istio-system delete peerauthentication default', 'istio-system'],
  ['kubectl get pods && kubectl -n kube-system rollout restart deploy/coredns', 'kube-system'],
  ['kubectl delete peerauthentication --all-namespaces --all', 'all namespaces'],
])('%s is not run beside other lanes', async ([command, where]) => {
  await expect(change(command ?? '')).rejects.toThrow(
    expect.objectContaining({ name: 'Inconclusive', message: expect.stringContaining(where ?? '') }),
  );
});

test.for([
  'kubectl -n mp-lane-1-other delete pod a',
  'kubectl delete pod a',
  'kubectl -n istio-system get pods -l app=istiod --show-labels',
  'kubectl create deployment a --image=nginx -n istio-system --dry-run=client -o yaml',
  'kubectl exec -n istio-system deploy/prometheus -- sh -c "delete -A"',
])('%s is', async (command) => {
  await change(command);
});

test('a file that runs alone may, and another’s cluster has bounds of its own', async () => {
  await change(meshWide, 'x.serial.spec.ts');
  await change(meshWide, 'x.spec.ts', 'existing');
});
