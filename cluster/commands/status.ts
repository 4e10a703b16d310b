import { openApi } from '../kube/api.ts';
import { nodesReady, podsReady } from '../kube/ready.ts';
import type { Lab } from '../records/session.ts';
import { injectionLook, meshNamespace } from '../mesh/istio.ts';
import { addonsLook } from '../mesh/foreign.ts';
import { readCluster } from '../records/state.ts';
import { inWords } from './variant.ts';

/** Prints what stands. @returns 2 when there is no cluster or it doesn't answer */
export async function status(lab: Lab, print: (line: string) => void): Promise<number> {
  const cluster = readCluster(lab.name, lab.env);
  if (!cluster) {
    print(`cluster ${lab.name}: there is none`);
    return 2;
  }
  const { variant, components, networkPolicy } = cluster;
  print(`cluster ${cluster.name}, provider ${cluster.provider}: ${inWords(variant)}`);
  print(`export KUBECONFIG=${cluster.kubeconfig}`);
  print(`components: ${components.map(({ name, version }) => `${name} ${version}`).join(', ')}; NetworkPolicy: ${networkPolicy}`);
  const api = await openApi(cluster);
  const looks = {
    nodes: nodesReady(api, 1),
    pods: podsReady(api, ['kube-system', meshNamespace]),
    istio: injectionLook(api, cluster.capabilities),
    'add-ons': addonsLook(api, cluster, lab.env),
  };
  const unanswered = (error: Error) => ({ done: false, says: `no answer: ${error.message.split('\n')[0]}` });
  const seen = await Promise.all(
    Object.entries(looks).map(async ([name, look]) => ({ name, ...(await look.catch(unanswered)) })),
  );
  for (const { name, done, says } of seen) print(`${done ? 'ok  ' : '-   '} ${name}: ${says}`);
  return seen[0]?.done ? 0 : 2;
}
