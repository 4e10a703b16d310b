import { createHash } from 'node:crypto';
import { Status } from 'allure-js-commons';
import type { Category } from 'allure-js-commons/sdk';
import { istioWords } from '../../../helpers/evidence/istioWords.ts';
import type { Evidence } from '../../../helpers/evidence/schema.ts';

/** Separates different verdicts from inconclusive claims. */
export const categories: Category[] = [
  { name: 'Contradicted: a verdict differs from the ledger', matchedStatuses: [Status.FAILED] },
  { name: 'Inconclusive: nothing was learned', matchedStatuses: [Status.BROKEN] },
  { name: 'Not applicable in this environment', matchedStatuses: [Status.SKIPPED] },
];

/** The quality gate fails a run of all claims with fewer results: claims were skipped. */
const leastMeasured = 100;

/** The number of past runs in a report. */
const historyLimit = 20;

/** Allure refuses a longer name of an environment, and with it the whole report. */
const longestName = 64;

/**
 * The environment is named by its versions, so that a claim's history covers all releases, with a column for each. Of a name that is too
 * long the rest stands as a hash: two environments never share a column.
 */
export function environmentName({ run: { environment: env } }: Evidence): string {
  const istio = istioWords(env).replace(' with the defaults of ', ' as ');
  const name = `Kubernetes ${env.kubernetes}, Istio ${istio}, Envoy ${env.proxy}`;
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longestName - hash.length - 1)} ${hash}`;
}

const environmentId = (evidence: Evidence) =>
  environmentName(evidence)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');

/** Allure's configuration for a pack: `allurerc.json` beside the results, also read by `allure quality-gate`. */
export function allureConfig(evidence: Evidence, more: Record<string, unknown> = {}): object {
  const id = environmentId(evidence);
  return {
    name: `Meshproof ${evidence.run.id}`,
    categories,
    environment: id,
    environments: { [id]: { name: environmentName(evidence) } },
    historyLimit,
    qualityGate: { rules: [{ maxFailures: 0, ...(evidence.run.selection === 'all' && { minTestsCount: leastMeasured }) }] },
    ...more,
  };
}
