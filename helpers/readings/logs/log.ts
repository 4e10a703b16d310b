import { logs } from '../../kube/logs.ts';
import { appContainer } from '../../kube/pods.ts';
import type { Workload } from '../../lane/workload.ts';
import { times } from '../../times.ts';
import { answersNow } from '../apiServer.ts';
import { linesIn, type Lines } from '../lines.ts';
import { reading } from '../reading.ts';
import { logBarrier } from './logBarrier.ts';

/** Lines of a container's log, in all Ready pods of a workload and the last ten minutes; the application's without a container's name. */
export function logOf(of: Workload, wanted: string | RegExp, container?: string): Lines {
  const look = async () => {
    const since = new Date(Date.now() - times.lookBack);
    const pods = await of.pods();
    const texts = pods.map((pod) =>
      logs({ namespace: of.namespace, pod: pod.metadata?.name ?? '', container: container ?? appContainer(pod) }, since),
    );
    return (await Promise.all(texts)).join('\n');
  };
  const text = reading(`the log of ${of.name}${container ? `, container ${container},` : ''} holds`, witnessOf(container), look, {
    command: `kubectl logs -l ${of.selector} --tail=-1${container ? ` -c ${container}` : ''}`,
    from: of.name,
    blanks: [''],
    // a proxy takes no line of ours into its log
    prove: async ({ like }) => {
      if (container === undefined) return logBarrier(of);
      const proof = await answersNow(of.namespace);
      return like.length > 0 ? { ...proof, awaited: true } : proof;
    },
  });
  return linesIn(text, wanted);
}

const witnessOf = (container?: string) => (container === 'istio-proxy' ? 'proxy-log' : 'app-log');
