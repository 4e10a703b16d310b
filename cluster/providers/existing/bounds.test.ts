import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { openAsk } from '../../kube/ask.ts';
import { plantServer } from '../../kube/testing.ts';
import { requireBounds } from './bounds.ts';
import { asApplied } from './testing.ts';

/** Asks a cluster of which an administrator has changed what was applied, or that answers a write outside of lanes with `open`. */
async function bounds(change?: (object: any) => any, open?: number) {
  const { text } = await plantServer(({ method, path }) =>
    open && method === 'POST' ? { status: open, body: { message: 'made' } } : asApplied(method, path, change),
  );
  return requireBounds('lab', await openAsk({ text }));
}

const of = (kind: string, name: string, change: (object: any) => void) => (object: any) => {
  if (object.kind === kind && object.metadata.name === name) change(object);
  return object;
};
const policy = (change: (spec: any) => void) => of('ValidatingAdmissionPolicy', 'meshproof-lanes', ({ spec }) => change(spec));
const binding = (change: (spec: any) => void) =>
  of('ValidatingAdmissionPolicyBinding', 'meshproof-off-nodes', ({ spec }) => change(spec));
const looks = (change: (rules: any[]) => void) => of('ClusterRole', 'meshproof-looks', ({ rules }) => change(rules));

test('with the manifest applied the suite may come', async () => {
  await expect(bounds()).resolves.toBeUndefined();
});

test('what the API server fills in takes nothing away, nor does a place of Prometheus that the administrator has named', async () => {
  const filled = policy((spec) => {
    Object.assign(spec.matchConstraints, { namespaceSelector: {}, objectSelector: {}, matchPolicy: 'Equivalent' });
    for (const rule of spec.matchConstraints.resourceRules) rule.scope = '*';
  });
  await expect(bounds(filled)).resolves.toBeUndefined();
  const placed = looks((rules) => {
    for (const { resources, resourceNames } of rules)
      if (resources?.includes('services/proxy')) resourceNames.push('prometheus-operated:9090');
  });
  await expect(bounds(placed)).resolves.toBeUndefined();
});

test.each<[string, (object: any) => any, string]>([
  [
    'a binding that only audits',
    binding((spec) => (spec.validationActions = ['Audit'])),
    'ValidatingAdmissionPolicyBinding meshproof-off-nodes (reads otherwise)',
  ],
  [
    'a binding for some namespaces',
    binding((spec) => (spec.matchResources = { namespaceSelector: { matchLabels: { a: 'b' } } })),
    'ValidatingAdmissionPolicyBinding meshproof-off-nodes (reads otherwise)',
  ],
  ['a binding of another policy', binding((spec) => (spec.policyName = 'other')), 'reads otherwise'],
  ['a policy that lets errors pass', policy((spec) => (spec.failurePolicy = 'Ignore')), 'meshproof-lanes (reads otherwise)'],
  ['a validation left out', policy((spec) => spec.validations.pop()), 'meshproof-lanes (reads otherwise)'],
  ['another condition', policy((spec) => (spec.matchConditions[0].expression = 'false')), 'meshproof-lanes (reads otherwise)'],
  [
    'some resources left out',
    policy((spec) => (spec.matchConstraints.excludeResourceRules = [{ resources: ['*'] }])),
    'meshproof-lanes (reads otherwise)',
  ],
  ['a role with more rights', looks((rules) => rules.push({ verbs: ['*'] })), 'ClusterRole meshproof-looks (reads otherwise)'],
  [
    'a role that forgets a place',
    looks((rules) => {
      for (const one of rules) if (one.resources?.includes('services/proxy')) one.resourceNames = [];
    }),
    'ClusterRole meshproof-looks (reads otherwise)',
  ],
])('%s keeps it out, and the message says what to do', async (_, change, says) => {
  await expect(bounds(change)).rejects.toMatchObject({
    status: 2,
    message: expect.stringContaining(says),
    remedy: expect.stringContaining('kubectl apply --filename cluster/manifests/existing-rights.yaml'),
  });
});

test('so does an API server that lets a write outside of lanes go through, whatever the policies read', async () => {
  await expect(bounds(undefined, 201)).rejects.toMatchObject({
    message: expect.stringContaining('a write in default is answered 201'),
  });
});

test('and one to which nobody has applied anything', async () => {
  const { text } = await plantServer(() => undefined);
  await expect(requireBounds('lab', await openAsk({ text }))).rejects.toMatchObject({
    message: expect.stringMatching(
      /ClusterRole meshproof-looks \(404\).*ValidatingAdmissionPolicyBinding meshproof-lanes \(404\)/,
    ),
  });
});
