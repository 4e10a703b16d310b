import { expect, test } from 'vitest';
import { identifiersIn, termsIn } from './terms.ts';

const kinds = new Set(['DestinationRule', 'Gateway', 'AuthorizationPolicy']);
const found = (text: string) => termsIn(text, kinds).map(({ by, text: one }) => `${by} ${one}`);

test.for([
  ['set `PILOT_BOIL_TWICE` to `false`', ['flag PILOT_BOIL_TWICE']],
  ['with `--brew-time`', ['flag --brew-time']],
  ['`istioctl x kettle boil` says IST0999', ['message IST0999', 'command istioctl x kettle boil']],
  ['the label kettle.istio.io/size of networking.istio.io/v1', ['label kettle.istio.io/size']],
  ['scrapes `/stats/kettle`, not /one', ['path /stats/kettle']],
  ['the `istio-kettle` container, a well-known one', ['name istio-kettle']],
  ['two DestinationRules and AuthorizationPolicies', ['kind DestinationRule', 'kind AuthorizationPolicy']],
  ['a Gateway, the `Gateway`', ['kind Gateway']],
  ['see https://istio.io/docs/kettle/boil_twice', []],
  ['in `istio-system`', []],
  ['see `kubectl logs kettle`, or `istioctl analyze`', ['command istioctl analyze']],
  ['the `ClusterIP` on OpenShift, `describe pod`', []],
  ['it says `the kettle whistles`', ['message the kettle whistles']],
  ['a `BackendTLSPolicy`', ['name BackendTLSPolicy']],
] as const)('%s', ([text, terms]) => {
  expect(found(text).sort()).toEqual([...terms].sort());
});

test('labels that are named by their domain and what follows it', () => {
  expect(found('the `kettle.istio.io/*` annotations (`size`, `logLevel`)')).toEqual(
    expect.arrayContaining(['label kettle.istio.io/size', 'label kettle.istio.io/logLevel']),
  );
});

test('identifiers as manifests write them', () => {
  expect([...identifiersIn('`OutlierKettle.minBoil`, brew_time')]).toEqual(['outlierKettle', 'minBoil', 'brewTime']);
});
