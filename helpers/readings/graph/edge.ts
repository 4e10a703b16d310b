import { NotApplicable } from '../../errors.ts';
import type { Workload } from '../../lane/workload.ts';
import { times } from '../../times.ts';
import { reading, type Reading } from '../reading.ts';
import { provedByScrape, scrapeLag } from '../metrics/query.ts';
import { edgeIn, graphPath, graphText, knowsNamespace, type Edge } from './graph.ts';

/** What Kiali's graph of the last minute says of the calls from one workload to another. */
export interface DrawnEdge {
  drawn: Reading<boolean>;
  /** Requests a second, of TCP bytes a second; 0 without an edge. */
  rate: Reading<number>;
  /** Percent of the requests; 0 without an edge. */
  errors: Reading<number>;
  /** 95th percentile in ms; -1 without one. */
  responseTime: Reading<number>;
  /** Percent of the requests that came by mutual TLS; 0 without an edge. */
  encrypted: Reading<number>;
  /** Who calls whom, as the certificates say: `<caller> → <server>`. */
  principals: Reading<string>;
}

/** Where only Kiali reaches its Prometheus, that one is taken for a slow one. */
const lag = () =>
  scrapeLag().catch((error: unknown) => {
    if (error instanceof NotApplicable) return times.scrape;
    throw error;
  });

export function drawnEdge(from: Workload, to: Workload): DrawnEdge {
  const part = <T>(what: string, blank: T, of: (edge: Edge | undefined) => T): Reading<T> => {
    let graph = '';
    const ask = async () => {
      graph = await graphText(from.namespace);
      return of(edgeIn(graph, from, to));
    };
    return reading(`Kiali: ${what} ${from.name} → ${to.name}`, 'metrics', ask, {
      command: `GET ${graphPath(from.namespace)} of Kiali`,
      from: from.name,
      to: to.name,
      blanks: [blank],
      lag,
      prove: provedByScrape(ask, [blank], () => knowsNamespace(from.namespace)),
      artifacts: () => [{ name: 'kiali-graph.json', content: graph, mediaType: 'application/json' }],
    });
  };
  return {
    drawn: part('edge drawn', false, (edge) => edge !== undefined),
    rate: part('request rate', 0, (edge) => edge?.rate ?? 0),
    errors: part('share of errors', 0, (edge) => edge?.errorPercent ?? 0),
    responseTime: part('response time', -1, (edge) => edge?.responseTimeMs ?? -1),
    encrypted: part('share under mutual TLS', 0, (edge) => edge?.encryptedPercent ?? 0),
    principals: part('principals', 'no edge', (edge) => edge?.principals ?? 'no edge'),
  };
}
