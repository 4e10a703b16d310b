import { z } from 'zod';
import { InfrastructureError } from '../../errors.ts';
import { excerpt } from '../../evidence/shortened.ts';
import { probes } from '../../../cluster/records/addonPlaces.ts';
import { addonAt, addonGet } from '../../kube/addons.ts';
import { times } from '../../times.ts';
import { until } from '../../waiting.ts';
import { inWords } from '../metrics/principals.ts';
import { scrapesSomething } from '../metrics/query.ts';
import type { Proof } from '../reading.ts';

const nodeSchema = z.object({ data: z.object({ id: z.string(), workload: z.string().optional(), namespace: z.string() }) });
const edgeSchema = z.object({
  data: z.object({
    source: z.string(),
    target: z.string(),
    /** Milliseconds, as text. */
    responseTime: z.string().optional(),
    /** Percent of the requests, as text; absent where none came by mutual TLS. */
    isMTLS: z.string().optional(),
    sourcePrincipal: z.string().optional(),
    destPrincipal: z.string().optional(),
    traffic: z.object({ protocol: z.string().optional(), rates: z.record(z.string(), z.string()).optional() }).optional(),
  }),
});
const graphSchema = z.object({
  elements: z.object({ nodes: z.array(nodeSchema).nullish(), edges: z.array(edgeSchema).nullish() }),
});

/** An edge of the workload graph. Rates are requests a second, of TCP bytes a second; shares are percent; what Kiali does not give is undefined. */
export interface Edge {
  rate: number;
  errorPercent: number;
  responseTimeMs: number | undefined;
  encryptedPercent: number;
  /** `<caller> → <server>`, as their certificates say. */
  principals: string;
}

interface Named {
  deployment: string;
  namespace: string;
}

const protocols = ['http', 'grpc', 'tcp'];

export const windowSeconds = 60;

/** What Kiali's own page asks for a namespace's graph, below Kiali's path; response times are the 95th percentile. */
export function graphPath(namespace: string): string {
  const query = new URLSearchParams({
    namespaces: namespace,
    graphType: 'workload',
    duration: `${windowSeconds}s`,
    appenders: 'deadNode,responseTime,securityPolicy',
    responseTime: '95',
  });
  return `/api/namespaces/graph?${query.toString()}`;
}

export async function graphText(namespace: string): Promise<string> {
  let answer = await addonGet('kiali', graphPath(namespace));
  if (answer.status === 403)
    await until(`Kiali to know the namespace ${namespace}`, times.kialiNamespaces, async () => {
      answer = await addonGet('kiali', graphPath(namespace));
      return answer.status !== 403 || `Kiali answered 403: ${excerpt(answer.body, 200).trim()}`;
    });
  const { status, body } = answer;
  if (status !== 200) {
    // Kiali may be told of a Prometheus elsewhere: it is looked for only where Kiali has no answer
    await addonAt('prometheus');
    throw new InfrastructureError(
      `Kiali answered ${status}: ${excerpt(body, 200).trim()}. Are Kiali and Prometheus running in istio-system?`,
    );
  }
  return body;
}

/** Kiali answers and knows the namespace, and Prometheus, from which it draws, reads its targets. */
export async function knowsNamespace(namespace: string): Promise<Proof> {
  const { status, body } = await addonGet('kiali', probes.kiali);
  if (status !== 200 || !body.includes(`"${namespace}"`))
    return { works: false, says: `Kiali does not know the namespace ${namespace} (status ${status})` };
  const { works, says } = await scrapesSomething();
  return { works, says: `Kiali knows the namespace ${namespace}; ${says}` };
}

/** The edge from one workload to another in Kiali's answer, or undefined. Throws where the answer is no graph. */
export function edgeIn(text: string, from: Named, to: Named): Edge | undefined {
  const { elements } = graphSchema.parse(JSON.parse(text));
  const id = ({ deployment, namespace }: Named) =>
    elements.nodes?.find(({ data }) => data.workload === deployment && data.namespace === namespace)?.data.id;
  const [source, target] = [id(from), id(to)];
  const found = elements.edges?.find(({ data }) => data.source === source && data.target === target && source && target);
  if (!found) return undefined;
  const { responseTime, traffic, isMTLS, sourcePrincipal, destPrincipal } = found.data;
  const { protocol = 'http', rates } = traffic ?? {};
  if (!protocols.includes(protocol))
    throw new InfrastructureError(
      `Kiali’s edge ${from.deployment} → ${to.deployment} is of protocol ${protocol}; rates are known of ${protocols.join(', ')}.`,
    );
  return {
    rate: Number(rates?.[protocol] ?? 0),
    errorPercent: Number(rates?.[`${protocol}PercentErr`] ?? 0),
    responseTimeMs: responseTime === undefined ? undefined : Number(responseTime),
    encryptedPercent: Number(isMTLS ?? 0),
    principals: inWords({ source_principal: sourcePrincipal ?? '', destination_principal: destPrincipal ?? '' }),
  };
}
