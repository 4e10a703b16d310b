import { InfrastructureError } from '../errors.ts';
import { exec } from '../kube/exec.ts';
import { list, type Manifest } from '../kube/objects.ts';
import type { Workload } from '../lane/workload.ts';
import { answersNow } from './apiServer.ts';
import { reading, type Reading } from './reading.ts';

/** Which nodes' kernels are asked: all, that of one workload's pod, or all but that. */
export type Nodes = { of?: Workload; besides?: Workload };

const kubeSystem = 'kube-system';

/**
 * First packets that the kernels' rules of a workload's Service have counted; one that is lost behind them is sent and
 * counted again, so the number is an upper bound of connections. By kube-proxy's chains KUBE-SVC-* (iptables mode).
 */
export function ruleHits(workload: Workload, nodes: Nodes): Reading<number> {
  const says = `first packets counted by the rules of Service ${workload.service} on ${wordsOf(nodes)}`;
  const command = `kubectl -n ${kubeSystem} exec ds/kube-proxy -- iptables-save -c -t nat | grep -- '-A KUBE-SVC-.*"${workload.namespace}/${workload.service} -> '`;
  const ask = async () => {
    const saved = await Promise.all((await proxies(nodes)).map(rulesOf));
    if (!saved.some((rules) => rules.includes(` "${workload.namespace}/${workload.service} -> `)))
      throw new InfrastructureError(`no rule of Service ${workload.service} on ${wordsOf(nodes)}: there is nothing to count`);
    return saved.reduce((sum, rules) => sum + hitsIn(rules, workload.namespace, workload.service), 0);
  };
  const prove = async () => {
    await ask();
    return answersNow(workload.namespace);
  };
  return reading(says, 'kernel-counter', ask, { command, repeat: 'until-agreed', blanks: [0], prove });
}

/** Packets in `iptables-save -c`: lines `[packets:bytes] -A KUBE-SVC-… --comment "namespace/service -> …"`. */
export function hitsIn(rules: string, namespace: string, service: string): number {
  const counted = [...rules.matchAll(/^\[(\d+):\d+\] -A KUBE-SVC-\S+ .*"(\S+) -> /gm)];
  return counted.filter(([, , of]) => of === `${namespace}/${service}`).reduce((sum, [, packets]) => sum + Number(packets), 0);
}

const wordsOf = ({ of, besides }: Nodes) =>
  of ? `the node of ${of.name}` : besides ? `the nodes besides that of ${besides.name}` : 'all nodes';

async function proxies({ of, besides }: Nodes): Promise<Manifest[]> {
  const all = await list('v1', 'Pod', kubeSystem, 'k8s-app=kube-proxy');
  const node = (await (of ?? besides)?.pod())?.spec?.nodeName;
  const chosen = all.filter(({ spec }) => !node || (spec?.nodeName === node) === (of !== undefined));
  if (chosen.length === 0) throw new InfrastructureError('no kube-proxy pod to ask for its node’s rules');
  return chosen;
}

async function rulesOf({ metadata }: Manifest): Promise<string> {
  const at = { namespace: kubeSystem, pod: metadata?.name ?? '', container: 'kube-proxy' };
  const { exit, stdout, stderr } = await exec(at, ['iptables-save', '-c', '-t', 'nat'], { reads: true });
  if (exit !== 0) throw new InfrastructureError(`iptables-save in ${at.pod} ended ${exit}: ${stderr}`);
  return stdout.toString();
}
