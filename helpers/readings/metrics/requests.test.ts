import { expect, test } from 'vitest';
import { countedIn } from './requests.ts';

const to = { deployment: 'backend', namespace: 'lane' };

test('Istio’s own labels: all response codes of the pair, of the caller’s side only', () => {
  const of = (labels: string) => `istio_requests_total{${labels},destination_workload_namespace="lane"}`;
  const metrics = [
    '# TYPE istio_requests_total counter',
    `${of('reporter="source",destination_workload="backend",response_code="200"')} 20`,
    `${of('reporter="source",destination_workload="backend",response_code="403"')} 3`,
    `${of('reporter="source",destination_workload="frontend",response_code="200"')} 5`,
    `${of('reporter="destination",destination_workload="backend",response_code="200"')} 7`,
  ].join('\n');
  expect(countedIn(metrics, to)).toBe(23);
});

test('stock Envoy’s name and its one label', () => {
  const of = (labels: string) => `envoy_istio_source_istio_requests_total{reporter="source",${labels}}`;
  const metrics = [
    `${of('upstream_workload="backend;lane;backend;latest;Kubernetes"')} 20`,
    `${of('upstream_workload="backend;other;backend;latest;Kubernetes"')} 4`,
    `${of('upstream_workload="backend-v2;lane;backend;latest;Kubernetes"')} 4`,
  ].join('\n');
  expect(countedIn(metrics, to)).toBe(20);
});

test('without a series it is none', () => {
  expect(countedIn('# TYPE istio_requests_total counter\n', to)).toBe(0);
});
