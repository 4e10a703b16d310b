import { z } from 'zod';
import { isOurs } from './bounds.ts';
import { api } from './http.ts';
import { list } from './objects.ts';
import { times } from '../times.ts';
import { pause, until } from '../waiting.ts';

const healthSchema = z.object({
  currentTime: z.iso.datetime(),
  status: z.record(z.string(), z.object({ lastUpdated: z.iso.datetime() })),
});

interface Health {
  now: number;
  /** When the rules of the address family that is furthest behind were written, in ms since the epoch of the node's clock. */
  written: number;
}

/** kube-proxy writes at most once a second (minSyncPeriod), so anything older has been written. */
const batchMs = 1_300;

let nodes: Promise<string[]> | undefined;

/**
 * Waits until what the API server has of Services and EndpointSlices has reached the rules of every node: before, a new
 * Service's address refuses connections. Asks kube-proxy's health server (kubernetes/pkg/proxy/healthcheck/proxy_health.go);
 * where a node has none, something else does its work and nothing can be waited for. Nodes of others are not asked: there it is waited as
 * long as kube-proxy usually takes.
 */
export async function serviceRulesWritten(): Promise<void> {
  if (!(await isOurs())) return pause(batchMs);
  nodes ??= list('v1', 'Node', undefined).then((all) => all.map(({ metadata }) => metadata?.name ?? ''));
  await Promise.all((await nodes).map(writtenOn));
}

async function writtenOn(node: string): Promise<void> {
  const first = await healthOf(node);
  if (!first) return;
  const look = async () => {
    const health = await healthOf(node);
    return !health || health.written > first.now || health.now > first.now + batchMs || 'its rules are those of before';
  };
  await until(`kube-proxy on ${node} to write its rules`, times.rules, look, () => 100);
}

async function healthOf(node: string): Promise<Health | undefined> {
  const { status, body } = await api(`/api/v1/nodes/${node}:10256/proxy/healthz`);
  if (status !== 200) return undefined;
  const parsed = healthSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return undefined;
  const { currentTime, status: families } = parsed.data;
  return {
    now: Date.parse(currentTime),
    written: Math.min(...Object.values(families).map((one) => Date.parse(one.lastUpdated))),
  };
}
