import type { Workload } from '../../lane/workload.ts';
import { reading, type Reading } from '../reading.ts';
import { provedByScrape, query, scrapeLag } from './query.ts';
import { pair } from './requests.ts';

/** What stands for a principal that nobody has shown, in Istio's metrics and in stock Envoy's. */
const nobody = ['', '-', 'unknown'];
const named = (principal = '') => (nobody.includes(principal) ? 'nobody' : principal);

/** Who called whom, as both ends’ certificates say: `<caller> → <server>` for each pair of principals under which calls are counted, sorted. */
export function principals(from: Workload, to: Workload): Reading<string[]> {
  const text = `sum by (source_principal, destination_principal) (istio_requests_total{reporter="source",${pair(from, to)}})`;
  const ask = async () => (await query(text)).map(({ labels }) => inWords(labels)).sort();
  return reading(`Prometheus: principals of calls ${from.name} → ${to.name}`, 'metrics', ask, {
    command: text,
    from: from.name,
    to: to.name,
    blanks: [[]],
    lag: scrapeLag,
    prove: provedByScrape(ask, [[]]),
  });
}

export function inWords({ source_principal, destination_principal }: Record<string, string>): string {
  return `${named(source_principal)} → ${named(destination_principal)}`;
}
