import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { scrapeInterval } from '../../../cluster/records/scrapeInterval.ts';
import { InfrastructureError } from '../../errors.ts';
import { excerpt } from '../../evidence/shortened.ts';
import { jsonIn } from '../../json.ts';
import { addonGet } from '../../kube/addons.ts';
import { isOurs } from '../../kube/bounds.ts';
import { times } from '../../times.ts';
import { seenWithin } from '../../waiting.ts';
import type { Proof } from '../reading.ts';

const answerSchema = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

export interface Vector {
  labels: Record<string, string>;
  value: number;
}

/**
 * Prometheus has read at least one target within the last minute: an empty answer is neither old nor for want of data. On a cluster on which
 * no pod with a sidecar ran before, the first reading may be some seconds away.
 */
export async function scrapesSomething(): Promise<Proof> {
  let up = 0;
  const later = await scrapeLag();
  await seenWithin(times.scrape + later, async () => {
    up = await targetsRead(60 + later / 1000);
    return up > 0 || 'none yet';
  });
  return { works: up > 0 && up < 1_000_000, says: `Prometheus reads ${up} targets` };
}

let lag: Promise<number> | undefined;

/**
 * How much later than at once Prometheus may show what has happened, in milliseconds: somebody else’s reads as rarely as it does. Ours is
 * made for the usual times.
 */
export async function scrapeLag(): Promise<number> {
  if (await isOurs()) return 0;
  lag ??= addonGet('prometheus', '/api/v1/targets?state=active').then(({ body }) => scrapeInterval(jsonIn(body)));
  // it may come to answer
  lag.catch(() => (lag = undefined));
  return lag;
}

async function targetsRead(withinSeconds: number): Promise<number> {
  // an old answer does not hold this number
  const mark = randomInt(1_000_000, 2_000_000);
  const [answer] = await query(`count((up == 1) and (time() - timestamp(up) < ${withinSeconds})) + ${mark}`);
  return (answer?.value ?? mark) - mark;
}

/** An instant query (prometheus.io/docs/prometheus/latest/querying/api). Throws InfrastructureError where Prometheus gives no vector. */
export async function query(text: string): Promise<Vector[]> {
  const { status, body } = await addonGet('prometheus', `/api/v1/query?query=${encodeURIComponent(text)}`);
  if (status !== 200)
    throw new InfrastructureError(
      `Prometheus answered ${status} to ${text}: ${excerpt(body, 200)}. Is it running in istio-system?`,
    );
  const { data } = answerSchema.parse(JSON.parse(body));
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}
