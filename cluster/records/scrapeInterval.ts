import { z } from 'zod';

/** Prometheus' answer to /api/v1/targets, as far as it is read. */
const targetsSchema = z.object({
  data: z.object({ activeTargets: z.array(z.object({ scrapeUrl: z.string(), scrapeInterval: z.string() })) }),
});

/** Where sidecars give their metrics: the agent's port, Envoy's, and the agent's path. */
const ofSidecar = /:15020\/|:15090\/|\/stats\/prometheus/;

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `1m30s` in milliseconds (prometheus.io/docs/prometheus/latest/configuration/configuration, duration). */
const milliseconds = (text: string): number =>
  [...text.matchAll(/(\d+)(ms|s|m|h)/g)].reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);

/**
 * From one reading of a sidecar to the next, in milliseconds; the longest where jobs differ. Where no sidecar is read yet, that of all
 * targets counts, and 0 where there are none or the answer is no such answer.
 */
export function scrapeInterval(targets: unknown): number {
  const { data } = targetsSchema.safeParse(targets);
  const all = data?.data.activeTargets ?? [];
  const sidecars = all.filter(({ scrapeUrl }) => ofSidecar.test(scrapeUrl));
  return Math.max(0, ...(sidecars.length ? sidecars : all).map((one) => milliseconds(one.scrapeInterval)));
}
