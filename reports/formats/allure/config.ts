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

/** The environment is named by its versions, so that a claim's history covers all releases, with a column for each. */
export function environmentName({ run: { environment: env } }: Evidence): string {
  return `Kubernetes ${env.kubernetes}, Istio ${istioWords(env)}, Envoy ${env.proxy}`;
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
