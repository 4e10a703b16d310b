import { InfrastructureError, NotApplicable } from '../../errors.ts';
import { isOurs } from '../../kube/bounds.ts';
import { api } from '../../kube/http.ts';
import { list } from '../../kube/objects.ts';
import { answersNow } from '../apiServer.ts';
import { linesIn, type Lines } from '../lines.ts';
import { reading } from '../reading.ts';

/**
 * Metrics that Kubernetes itself has of a namespace: the API server's, and those of each node's kubelet and containers.
 * Its reading throws NotApplicable where the kubelets are not ours.
 */
export function kubernetesMetrics(namespace: string, wanted: string | RegExp): Lines {
  const look = async () => {
    if (!(await isOurs())) throw new NotApplicable('our-cluster', 'the kubelets are somebody else’s here');
    const nodes = (await list('v1', 'Node', undefined)).map(({ metadata }) => String(metadata?.name));
    const ofNode = (node: string) => ['metrics', 'metrics/cadvisor'].map((part) => `/api/v1/nodes/${node}/proxy/${part}`);
    const texts = await Promise.all(['/metrics', ...nodes.flatMap(ofNode)].map(metricsAt));
    return texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.includes(`"${namespace}"`))
      .join('\n');
  };
  const text = reading(`Kubernetes’ own metrics of ${namespace} have`, 'metrics', look, {
    command: `kubectl get --raw /api/v1/nodes/<node>/proxy/metrics/cadvisor`,
    blanks: [''],
    prove: () => answersNow(namespace),
  });
  return linesIn(text, wanted);
}

async function metricsAt(path: string): Promise<string> {
  const { status, body } = await api(path);
  if (status === 200 && /^# TYPE /m.test(body)) return body;
  throw new InfrastructureError(`${path} has no metrics: status ${status}`);
}
