import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** Labels of Istio's standard metrics (istio.io, Istio Standard Metrics). */
const ends = ['source', 'destination'].flatMap((end) =>
  ['app', 'canonical_revision', 'canonical_service', 'cluster', 'principal', 'workload', 'workload_namespace'].map(
    (label) => `${end}_${label}`,
  ),
);
const ofService = ['destination_service', 'destination_service_name', 'destination_service_namespace'];
const standard = [
  ...ends,
  ...ofService,
  ...['connection_security_policy', 'reporter', 'request_protocol', 'response_code', 'response_flags'],
].sort();

interface Stat {
  name: string;
  tags: { name: string; value_format: string }[];
}
interface Patch {
  applyTo: string;
  match: { context: string };
  patch: { operation: string; value: { name?: string; typed_config: { access_log: [{ typed_config: Logger }] } } };
}
interface Logger {
  counters: { stat: Stat }[];
  histograms: { stat: Stat }[];
}

const { spec } = parse(readFileSync(join(import.meta.dirname, 'manifests/stock-envoy.yaml'), 'utf8')) as {
  spec: { configPatches: Patch[] };
};
const patchesAt = (context: string, applyTo: string) =>
  spec.configPatches.filter((one) => one.applyTo === applyTo && one.match.context === context).map(({ patch }) => patch);
const statsAt = (context: string): Stat[] =>
  patchesAt(context, 'NETWORK_FILTER').flatMap(({ value }) => {
    const { counters, histograms } = value.typed_config.access_log[0].typed_config;
    return [...counters, ...histograms].map(({ stat }) => stat);
  });
/** Labels that Prometheus makes of others. */
const made = [
  ...readFileSync(join(import.meta.dirname, '../../../manifests/prometheus.yaml'), 'utf8').matchAll(
    /source_labels: \[upstream_\w+\].*target_label: (\w+)/g,
  ),
].map(([, label = '']) => label);

test('the server’s end counts requests and durations under the labels of Istio’s standard metrics', () => {
  const stats = statsAt('SIDECAR_INBOUND');
  expect(stats.map(({ name }) => name)).toEqual(['istio_requests_total', 'istio_request_duration_milliseconds']);
  for (const { tags } of stats) expect(tags.map(({ name }) => name).sort()).toEqual(standard);
});

test('so does the caller’s end, with what Prometheus makes of two of its labels', () => {
  for (const { tags } of statsAt('SIDECAR_OUTBOUND')) {
    const own = tags.map(({ name }) => name).filter((name) => !name.startsWith('upstream_'));
    expect([...own, ...new Set(made)].sort()).toEqual(standard);
  }
});

test('the server’s proxy learns the caller before it may refuse it', () => {
  const [first] = patchesAt('SIDECAR_INBOUND', 'HTTP_FILTER');
  expect(first).toMatchObject({ operation: 'INSERT_FIRST', value: { name: 'peer' } });
});
