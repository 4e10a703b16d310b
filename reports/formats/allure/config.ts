import { Status } from 'allure-js-commons';
import type { Category } from 'allure-js-commons/sdk';
import type { Evidence } from '../../../helpers/evidence/schema.ts';

/** Keeps a verdict that differs apart from a run that taught nothing. */
export const categories: Category[] = [
  { name: 'Contradicted: a verdict differs from the ledger', matchedStatuses: [Status.FAILED] },
  { name: 'Inconclusive: nothing was learned', matchedStatuses: [Status.BROKEN] },
  { name: 'Not applicable in this environment', matchedStatuses: [Status.SKIPPED] },
];

/** A run of all claims that measures fewer is no run of all: something was skipped on the way. */
const leastMeasured = 100;

/** Past runs that a report shows. */
const historyLimit = 20;

/** Named by what runs, not by when: a claim's history goes on through releases, and each release keeps its own column. */
export function environmentName({ run: { environment: env } }: Evidence): string {
  return `Kubernetes ${env.kubernetes}, Istio ${env.istio}, Envoy ${env.proxy}`;
}

const environmentId = (evidence: Evidence) =>
  environmentName(evidence)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');

/** Allure's configuration for a pack, as `allurerc.json` in the folder of its results: also for `allure quality-gate`. */
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
