import { expect, test } from 'vitest';
import { localise } from './rewriteNamespace.ts';

test.for([
  ['principals: ["cluster.local/ns/default/sa/default"]', 'principals: ["cluster.local/ns/lane/sa/default"]'],
  ['spiffe://cluster.local/ns/default/sa/frontend', 'spiffe://cluster.local/ns/lane/sa/frontend'],
  ['dig +short backend.default.svc.cluster.local', 'dig +short backend.lane.svc.cluster.local'],
  [
    'curl http://backend.default.svc && curl my-app-2.default.svc:80',
    'curl http://backend.lane.svc && curl my-app-2.lane.svc:80',
  ],
  ['kubectl label namespace default istio-injection=enabled', 'kubectl label namespace lane istio-injection=enabled'],
])('%s becomes %s', ([text, local]) => {
  expect(localise(text ?? '', 'lane')).toBe(local);
});

test.for([
  'curl -k https://kubernetes.default.svc.cluster.local',
  'kubectl get deployment backend -o jsonpath={.spec.template.spec.serviceAccountName} # default',
  'name: default-deny',
  'Any pod can reach any service by default (which creates security concerns)',
  'http://backend.other.svc.cluster.local',
])('%s stays', (text) => {
  expect(localise(text, 'lane')).toBe(text);
});
