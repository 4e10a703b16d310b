import type { Workload } from '../../lane/workload.ts';
import { reading, type Reading } from '../reading.ts';
import { provedByScrape, query, scrapeLag } from './query.ts';
import { pair } from './requests.ts';

/** How the calls from one workload to another came, as the server's proxy counts them: `mutual_tls`, `none`, or both. */
export function security(from: Workload, to: Workload): Reading<string[]> {
  const text = `sum by (connection_security_policy) (istio_requests_total{reporter="destination",${pair(from, to)}})`;
  const ask = async () => (await query(text)).map(({ labels }) => labels.connection_security_policy ?? 'no policy').sort();
  return reading(`Prometheus: security of calls ${from.name} → ${to.name}, as received`, 'metrics', ask, {
    command: text,
    from: from.name,
    to: to.name,
    blanks: [[]],
    lag: scrapeLag,
    prove: provedByScrape(ask, [[]]),
  });
}
