import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { type Answer, openAsk } from '../../kube/ask.ts';
import { type Asked, plantServer } from '../../kube/testing.ts';
import { asApplied } from '../../providers/existing/testing.ts';
import { meshChecks, type MeshFacts, readMesh } from './mesh.ts';
import { rightsChecks } from './rights.ts';
import { limitChecks, podCheck, trialLane } from './trialLane.ts';

const bad = (checks: { name: string; status: string; found: string }[]) =>
  checks.filter(({ status }) => status !== 'ok').map(({ name, status, found }) => `${name} ${status}: ${found}`);

const usual: MeshFacts = {
  istiods: ['istio-system/istiod (default)'],
  mesh: { accessLogFile: '/dev/stdout' },
  meshWide: [],
  daemonSets: ['kindnet', 'kube-proxy'],
};

test('a mesh as claims expect it passes', () => {
  expect(bad(meshChecks(usual))).toEqual([]);
});

test('of several istiods REVISION says which', () => {
  expect(bad(meshChecks({ ...usual, istiods: ['a/istiod (1)', 'a/istiod-2 (2)'], revision: '2' }))).toEqual([]);
});

test.each<[Partial<MeshFacts>, string]>([
  [{ istiods: [...usual.istiods, 'istio-system/istiod-1-30 (1-30)'] }, 'istiod fail: several: istio-system/istiod (default)'],
  [{ istiods: [] }, 'istiod fail: none'],
  [
    { mesh: { ...usual.mesh, discoverySelectors: [{ matchLabels: { mesh: 'on' } }] } },
    'discovery selectors fail: [{"matchLabels"',
  ],
  [{ mesh: {} }, 'access log fail: off'],
  [{ mesh: { ...usual.mesh, accessLogEncoding: 'JSON' } }, 'access log fail: in JSON'],
  [{ mesh: { ...usual.mesh, accessLogFormat: '%PROTOCOL%' } }, 'access log fail: in a format of its own'],
  [{ meshWide: ['STRICT'] }, 'mesh-wide mTLS warn: STRICT'],
  [{ mesh: { ...usual.mesh, outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } }, 'outbound traffic warn: REGISTRY_ONLY'],
  [{ daemonSets: ['kube-flannel-ds'] }, 'network plugin warn: no DaemonSet of calico-node'],
])('%j is named, and nothing else', (facts, says) => {
  expect(bad(meshChecks({ ...usual, ...facts }))).toEqual([expect.stringContaining(says)]);
});

async function askOf(answer: (asked: Asked) => Answer | undefined) {
  const { text, asked } = await plantServer(answer);
  return { ask: await openAsk({ text }), asked };
}

test('the mesh is read beside its istiod, of whichever revision and root namespace', async () => {
  const istiod = { metadata: { name: 'istiod-1-31', namespace: 'mesh', labels: { 'istio.io/rev': '1-31' } } };
  const found: Record<string, object> = {
    '/apis/apps/v1/deployments': { items: [{ metadata: { name: 'istiod', namespace: 'istio-system' } }, istiod] },
    '/api/v1/namespaces/mesh/configmaps/istio-1-31': { data: { mesh: 'accessLogFile: /dev/stdout\nrootNamespace: policies\n' } },
    '/apis/security.istio.io/v1/namespaces/policies/peerauthentications': {
      items: [{ spec: { mtls: { mode: 'STRICT' } } }, { spec: { selector: {}, mtls: { mode: 'DISABLE' } } }],
    },
    '/apis/apps/v1/daemonsets': { items: [{ metadata: { name: 'cilium' } }] },
  };
  const { ask } = await askOf(({ path }) => found[path] && { status: 200, body: found[path] });
  expect(await readMesh(ask, '1-31')).toEqual({
    istiods: ['istio-system/istiod (default)', 'mesh/istiod-1-31 (1-31)'],
    revision: '1-31',
    mesh: { accessLogFile: '/dev/stdout', rootNamespace: 'policies' },
    meshWide: ['STRICT'],
    daemonSets: ['cilium'],
  });
});

/** An API server with the manifest applied, that allows all but what `denies` says. */
const withRights = (denies: (attributes: any) => boolean, bound: boolean, change = (object: any): any => object) =>
  askOf(({ method, path, body }) => {
    if (path.endsWith('/selfsubjectaccessreviews'))
      return { status: 201, body: { status: { allowed: !denies(body.spec.resourceAttributes) } } };
    if (!bound && method === 'POST' && path.endsWith('/rolebindings')) return { status: 201, body };
    return asApplied(method, path, change);
  });

test('with the manifest applied all rights are there, and end at our lanes', async () => {
  const { ask } = await withRights(() => false, true);
  expect(bad(await rightsChecks(ask))).toEqual([]);
});

test('each missing right is named', async () => {
  const { ask } = await withRights(({ resource, name }) => resource === 'nodes' || name === 'reader-7', true);
  expect(bad(await rightsChecks(ask))).toEqual(['rights fail: missing: list nodes, create serviceaccounts/token reader-7']);
});

test('a policy that reads otherwise, and a write outside of lanes that goes through, are named', async () => {
  const weakened = (object: any) =>
    object.spec?.validationActions ? { ...object, spec: { ...object.spec, validationActions: ['Audit'] } } : object;
  const { ask } = await withRights(() => false, false, weakened);
  expect(bad(await rightsChecks(ask))).toEqual([
    'rights manifest fail: ValidatingAdmissionPolicyBinding meshproof-lanes (reads otherwise), ValidatingAdmissionPolicyBinding meshproof-off-nodes (reads otherwise)',
    expect.stringContaining('bounds fail: a write in default is answered 201'),
  ]);
});

test('what a pod in a lane meets is named: Pod Security, a quota, no sidecar', () => {
  const injected = { spec: { containers: [{ name: 'trial' }], initContainers: [{ name: 'istio-proxy' }] } };
  expect(bad(podCheck({ status: 201, body: injected }))).toEqual([]);
  expect(bad(podCheck({ status: 201, body: { spec: { containers: [{ name: 'trial' }] } } }))[0]).toMatch(/^injection fail/);
  expect(
    bad(podCheck({ status: 403, body: { message: 'pods "trial" is forbidden: violates PodSecurity "baseline:latest"' } }))[0],
  ).toMatch(/^Pod Security fail: .*baseline/);
  expect(bad(podCheck({ status: 403, body: { message: 'exceeded quota: compute' } }))[0]).toMatch(/^quota fail/);
  expect(bad(limitChecks(['compute'], [], ['deny-all']))).toEqual([
    'quotas warn: ResourceQuota compute',
    'policies warn: NetworkPolicy deny-all',
  ]);
});

test('the trial lane bears a run’s marks, makes no pod, and is removed by its uid', async () => {
  const { ask, asked } = await askOf(({ method, path, body }) => {
    if (path.endsWith('/selfsubjectaccessreviews')) return { status: 201, body: { status: { allowed: true } } };
    if (method === 'POST' && path === '/api/v1/namespaces')
      return { status: 201, body: { metadata: { ...body.metadata, uid: 'u-1' } } };
    if (method === 'POST') return { status: 201, body: { ...body, spec: { containers: [{ name: 'istio-proxy' }] } } };
    return { status: 200, body: { items: [] } };
  });
  expect(bad(await trialLane(ask, new AbortController().signal))).toEqual([]);
  const sent = asked.filter(({ method, path }) => method !== 'GET' && !path.includes('reviews'));
  expect(sent[0]?.body.metadata).toMatchObject({
    name: expect.stringMatching(/^mp-lane-[0-9a-f]{6}$/),
    labels: { 'meshproof/run': 'doctor', 'istio-injection': 'enabled' },
  });
  expect(sent.filter(({ path }) => path.endsWith('/pods')).map(({ query }) => query.get('dryRun'))).toEqual(['All']);
  expect(sent.at(-1)).toMatchObject({ method: 'DELETE', body: { preconditions: { uid: 'u-1' } } });
});
