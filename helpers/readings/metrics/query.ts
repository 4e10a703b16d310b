import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { scrapeInterval } from '../../../cluster/records/scrapeInterval.ts';
import { InfrastructureError } from '../../errors.ts';
import { excerpt } from '../../evidence/shortened.ts';
import { jsonIn } from '../../json.ts';
import { addonGet } from '../../kube/addons.ts';
import { isOurs } from '../../kube/bounds.ts';
import { times } from '../../times.ts';
import { seenWithin } from '../../waiting.ts';
import { inWords, type Proof, type Question } from '../reading.ts';

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
 * Prometheus has read each of its targets since it was asked: an empty answer is neither old nor for want of data. On a cluster on which
 * no pod with a sidecar ran before, the first reading may be some seconds away.
 */
export async function scrapesSomething(): Promise<Proof> {
  let up = 0;
  const since = await timeThere();
  await seenWithin(times.scrape + (await scrapeLag()), async () => {
    up = await targetsRead(since);
    return up > 0 || 'not each target yet';
  });
  return { works: up > 0 && up < 1_000_000, says: `Prometheus read its ${up} targets afterwards` };
}

/** The proof of what Prometheus answered: it reads its targets, and what it lacked it lacks still when each was read once more. */
export function provedByScrape<T>(ask: () => Promise<T>, blanks: readonly T[], scraped = scrapesSomething) {
  return async ({ value }: Pick<Question<T>, 'value'>): Promise<Proof> => {
    const proof = await scraped();
    if (!proof.works || !blanks.some((blank) => isDeepStrictEqual(blank, value))) return proof;
    const now = await ask();
    return isDeepStrictEqual(now, value) ? proof : { works: false, says: `${proof.says}, and then had ${inWords(now)}` };
  };
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

/** By Prometheus' own clock, in seconds. */
async function timeThere(): Promise<number> {
  const [answer] = await query('vector(time())');
  return answer?.value ?? Infinity;
}

/** How many targets there are, where each was read since then; otherwise 0. */
async function targetsRead(since: number): Promise<number> {
  // an old answer does not hold this number
  const mark = randomInt(1_000_000, 2_000_000);
  const read = `count((up == 1) and (timestamp(up) > ${since}))`;
  const [answer] = await query(`(${read} == count(up == 1)) + ${mark}`);
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
