import type { Workload } from '../../lane/workload.ts';
import { answersNow } from '../apiServer.ts';
import { reading, type Reading } from '../reading.ts';
import { InfrastructureError } from '../../errors.ts';
import { provedByScrape, query, scrapeLag } from './query.ts';

/** How many requests from one workload to another Prometheus has counted (istio_requests_total), of one response code or all; 0 without a series. */
export function requestsCounted(from: Workload, to: Workload, status?: number): Reading<number> {
  const code = status === undefined ? '' : `,request_protocol="http",response_code="${status}"`;
  const what = `requests ${from.name} → ${to.name}${status === undefined ? '' : ` with status ${status}`}`;
  const ends = { from: from.name, to: to.name };
  return { ...total(`istio_requests_total{reporter="source",${pair(from, to)}${code}}`, what), ...ends };
}

/** What Prometheus has in the series of a selector (prometheus.io/docs/prometheus/latest/querying/basics), in all; 0 without a series. */
export function total(selector: string, what = selector): Reading<number> {
  const text = `sum(${selector})`;
  const ask = async () => (await query(text))[0]?.value ?? 0;
  return reading(`Prometheus: ${what}`, 'metrics', ask, {
    command: text,
    blanks: [0],
    lag: scrapeLag,
    prove: provedByScrape(ask, [0]),
  });
}

/** How many requests the caller's own sidecars have counted until now: what Prometheus has to arrive at with its next scrape. */
export function countedByProxy(from: Workload, to: Workload): Reading<number> {
  const ask = async () => {
    const { exit, stdout, stderr } = await from.asks(['pilot-agent', 'request', 'GET', 'stats/prometheus'], 'istio-proxy');
    const metrics = stdout.toString();
    if (exit !== 0 || !/^# TYPE /m.test(metrics))
      throw new InfrastructureError(`the sidecar of ${from.name} gave no metrics (exit ${exit}): ${stderr.trim()}`);
    return countedIn(metrics, to);
  };
  return reading(`sidecar of ${from.name}: requests ${from.name} → ${to.name}`, 'metrics', ask, {
    command: 'pilot-agent request GET stats/prometheus',
    from: from.name,
    to: to.name,
    blanks: [0],
    prove: async () => {
      await ask();
      return answersNow(from.namespace);
    },
  });
}

/**
 * The sum of istio_requests_total to one workload in a sidecar's own metrics (Prometheus text format). Where stock Envoy counts, the
 * name has a prefix and the target's labels stand in one, which Prometheus splits (cluster/manifests/prometheus.yaml).
 */
export function countedIn(metrics: string, to: Pick<Workload, 'deployment' | 'namespace'>): number {
  const own = [
    `destination_workload="${to.deployment}"`,
    `destination_workload_namespace="${to.namespace}"`,
    'reporter="source"',
  ];
  const stock = [`upstream_workload="${to.deployment};${to.namespace};`, 'reporter="source"'];
  return metrics
    .split('\n')
    .filter((line) => /^(envoy_istio_source_)?istio_requests_total\{/.test(line))
    .filter((line) => [own, stock].some((labels) => labels.every((label) => line.includes(label))))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** How many series Prometheus holds for the pair. */
export function requestSeries(from: Workload, to: Workload): Reading<number> {
  const text = `istio_requests_total{${pair(from, to)}}`;
  const ask = async () => (await query(text)).length;
  return reading(`Prometheus: series ${from.name} → ${to.name}`, 'metrics', ask, {
    command: text,
    from: from.name,
    to: to.name,
    blanks: [0],
    lag: scrapeLag,
    prove: provedByScrape(ask, [0]),
  });
}

/** The health of the scrapes of a workload's pods: `1` for each that answered the last one; none where Prometheus has no target. */
export function scrapes(of: Workload): Reading<string[]> {
  const ask = async () => {
    const pods = await of.pods();
    const answers = await Promise.all(pods.map((pod) => query(`up{instance=~"${pod.status?.podIP}:.*"}`)));
    return answers.flat().map(({ value }) => String(value));
  };
  return reading(`Prometheus: scrapes of ${of.name}`, 'metrics', ask, {
    command: 'up{instance=~"<pod IP>:.*"}',
    to: of.name,
    blanks: [[]],
    lag: scrapeLag,
    prove: provedByScrape(ask, [[]]),
  });
}

/** Labels of the series of calls from one workload to another. */
export function pair(from: Workload, to: Workload): string {
  return (
    `source_workload="${from.deployment}",source_workload_namespace="${from.namespace}",` +
    `destination_workload="${to.deployment}",destination_workload_namespace="${to.namespace}"`
  );
}
