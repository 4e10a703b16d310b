import { expect, test } from 'vitest';
import { localise } from './localise.ts';
import { localiseManifests, withNamespace } from './localiseManifests.ts';

const names = new Map([
  ['default', 'lane'],
  ['shop', 'lane-shop'],
]);

test.for([
  ['dig +short backend.default.svc.cluster.local', 'dig +short backend.lane.svc.cluster.local'],
  [
    'curl http://backend.default.svc && curl my-app-2.default.svc:80',
    'curl http://backend.lane.svc && curl my-app-2.lane.svc:80',
  ],
  ['curl http://web.default', 'curl http://web.lane'],
  ['nc -z web.default 80; wget -qO- cart.shop:8080/x', 'nc -z web.lane 80; wget -qO- cart.lane-shop:8080/x'],
  ['kubectl label namespace default istio-injection=enabled', 'kubectl label namespace lane istio-injection=enabled'],
  ['kubectl delete ns default shop', 'kubectl delete ns lane lane-shop'],
  ['kubectl get namespace/shop', 'kubectl get namespace/lane-shop'],
  ['namespace/shop labeled', 'namespace/lane-shop labeled'],
  ['namespace "shop" deleted', 'namespace "lane-shop" deleted'],
  ['cat namespace/shopping', 'cat namespace/shopping'],
  ['kubectl get pods -n default | grep -n default', 'kubectl get pods -n lane | grep -n default'],
  ['kubectl -ndefault get pods', 'kubectl -nlane get pods'],
  ['kubectl get pods --namespace=default -o name', 'kubectl get pods --namespace=lane -o name'],
  [`kubectl get pods -o jsonpath='{a|b}' --namespace "shop"`, `kubectl get pods -o jsonpath='{a|b}' --namespace "lane-shop"`],
  ['kubectl get pods \\\n  -n=shop', 'kubectl get pods \\\n  -n=lane-shop'],
  ['kubectl exec -n shop deploy/a -- id -n default', 'kubectl exec -n lane-shop deploy/a -- id -n default'],
  [
    'kubectl exec $(kubectl get pod -n shop -o name) -n shop -- curl http://web.default',
    'kubectl exec $(kubectl get pod -n lane-shop -o name) -n lane-shop -- curl http://web.lane',
  ],
  [
    'kubectl apply -f <(istioctl kube-inject -f a.yaml) -n shop',
    'kubectl apply -f <(istioctl kube-inject -f a.yaml) -n lane-shop',
  ],
  ['kubectl get widgets --all-namespaces', 'kubectl get widgets --all-namespaces --field-selector=$OTHER_LANES'],
  ['kubectl get pods,services -A -o wide | wc -l', 'kubectl get pods,services -A --field-selector=$OTHER_LANES -o wide | wc -l'],
  [
    'oc get pods --field-selector status.phase=Running --all-namespaces=true',
    'oc get pods --field-selector status.phase=Running,$OTHER_LANES --all-namespaces=true',
  ],
  ['kubectl get --raw /api/v1/namespaces/default/pods', 'kubectl get --raw /api/v1/namespaces/lane/pods'],
  [
    'kubectl auth can-i get pods --as=system:serviceaccount:default:x',
    'kubectl auth can-i get pods --as=system:serviceaccount:lane:x',
  ],
  ['kubectl get ns -l kubernetes.io/metadata.name=default', 'kubectl get ns -l kubernetes.io/metadata.name=lane'],
  [
    `for from in "default" "shop"; do kubectl get pod -n \${from}; curl http://web.\${from}:80; done`,
    `for from in "lane" "lane-shop"; do kubectl get pod -n \${from}; curl http://web.\${from}:80; done`,
  ],
  ['NS=shop\nkubectl get pods -n $NS', 'NS=lane-shop\nkubectl get pods -n $NS'],
  [
    'kubectl apply -n shop -f - <<EOF\nkind: Pod\nmetadata:\n  name: shop\n  namespace: shop\nEOF\nkubectl get ns default',
    'kubectl apply -n lane-shop -f - <<EOF\nkind: Pod\nmetadata:\n  name: shop\n  namespace: lane-shop\nEOF\nkubectl get ns lane',
  ],
])('%s becomes %s', ([text, local]) => {
  expect(localise(text ?? '', names)).toBe(local);
});

test.for([
  'curl -k https://kubernetes.default.svc.cluster.local',
  'curl -k https://kubernetes.default',
  'kubectl get deployment backend -o jsonpath={.spec.template.spec.serviceAccountName} # default',
  'kubectl get peerauthentication default -o jsonpath={.spec.default}',
  'kubectl delete namespace default-deny-lab',
  'kubectl delete widgets --all-namespaces --all',
  'kubectl get nodes -A',
  'kubectl get clusterrolebindings --all-namespaces',
  'curl -A get http://web',
  'kubectl delete networkpolicy default-deny shop',
  'kubectl get serviceaccount default -n other',
  'for pod in default shop; do kubectl delete pod $pod; done',
  'Any pod can reach any service by default (which creates security concerns)',
  'http://backend.elsewhere.svc.cluster.local',
  'http://web.default.example.org',
])('%s stays', (text) => {
  expect(localise(text, names)).toBe(text);
});

test('every field of a manifest that holds a namespace is the lane’s, and the text stays as it is written', () => {
  const text = `
kind: AuthorizationPolicy # in default
metadata: { name: default, namespace: 'default' }
spec:
  rules:
    - from:
        - source: { namespaces: ["default", "x"], principals: ["cluster.local/ns/default/sa/default"] }
        - source:
            notNamespaces:
              - shop
---
spec:
  host: '*.default.svc.cluster.local'
  hosts: [ default/*, shop/cart.shop.svc.cluster.local, web.default, ./* ]
  gateways: [shop/door]
  exportTo: [shop]
  podSelector: { matchLabels: { tier: default } }
  from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } }
    - namespaceSelector:
        matchExpressions:
          - { values: [default, shop], key: kubernetes.io/metadata.name, operator: In }
          - { key: team, operator: In, values: [default, shop] }
  env: [{ name: default, value: "http://web.default:80/" }]
  args:
    - |
      kubectl -n default get pods
      curl http://kubernetes.default http://cart.shop
  subjects: [{ kind: ServiceAccount, name: default, namespace: default }]
`;
  const local = text
    .replace("namespace: 'default'", "namespace: 'lane'")
    .replace('"default", "x"', '"lane", "x"')
    .replace('/ns/default/', '/ns/lane/')
    .replace('- shop', '- lane-shop')
    .replace('*.default.svc', '*.lane.svc')
    .replace(
      'default/*, shop/cart.shop.svc.cluster.local, web.default',
      'lane/*, lane-shop/cart.lane-shop.svc.cluster.local, web.lane',
    )
    .replace('shop/door', 'lane-shop/door')
    .replace('exportTo: [shop]', 'exportTo: [lane-shop]')
    .replace('metadata.name: default', 'metadata.name: lane')
    .replace('values: [default, shop], key', 'values: [lane, lane-shop], key')
    .replace('http://web.default', 'http://web.lane')
    .replace('-n default get', '-n lane get')
    .replace('http://cart.shop', 'http://cart.lane-shop')
    .replace('name: default, namespace: default }', 'name: default, namespace: lane }');
  expect(localiseManifests(text, names)).toBe(local);
});

test.for([
  [
    'kind: Namespace\nmetadata: { name: shop, labels: { team: shop } }',
    'kind: Namespace\nmetadata: { name: lane-shop, labels: { team: shop } }',
  ],
  [
    '{"kind":"Pod","metadata":{"namespace":"default","name":"default"}}',
    '{"kind":"Pod","metadata":{"namespace":"lane","name":"default"}}',
  ],
])('%s becomes %s', ([text, local]) => {
  expect(localiseManifests(text ?? '', names)).toBe(local);
});

test('an object without a namespace is in that of its command', () => {
  const text = 'metadata:\n  name: a\nspec: {}\n---\nmetadata: { name: b }\n---\nmetadata: { name: c, namespace: shop }\n';
  expect(withNamespace(text, 'shop')).toEqual({
    text: 'metadata:\n  namespace: shop\n  name: a\nspec: {}\n---\nmetadata: { namespace: shop, name: b }\n---\nmetadata: { name: c, namespace: shop }\n',
    others: [],
  });
  const list = 'kind: List\nitems:\n  - metadata:\n      name: a\n  - metadata: { namespace: default }\n';
  expect(withNamespace(list, 'shop')).toEqual({
    text: 'kind: List\nitems:\n  - metadata:\n      namespace: shop\n      name: a\n  - metadata: { namespace: default }\n',
    others: ['default'],
  });
});
