import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkout } from '../host/names.ts';
import { lanePrefix, runLabel } from './marks.ts';
import { rights, userOf } from './rights.ts';

type Rule = { apiGroups?: string[]; resources?: string[]; resourceNames?: string[]; verbs: string[] };
type Named = {
  kind: string;
  metadata: { name: string; namespace?: string };
  rules?: Rule[];
  roleRef?: { name: string };
  subjects?: { kind: string; name: string; namespace?: string }[];
  spec?: any;
};

const text = readFileSync(join(checkout, rights.manifest), 'utf8');
const objects = parseAllDocuments(text).map((document) => document.toJS() as Named);
const named = (kind: string) => objects.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
const rulesOf = (name: string) => objects.find((one) => one.rules && one.metadata.name === name)?.rules ?? [];
const reading = ['get', 'list', 'watch'];

test('the manifest has the accounts, roles and policies that the suite goes by, in its own namespace alone', () => {
  expect(named('ServiceAccount')).toEqual([rights.runner, ...rights.readers]);
  expect(named('ClusterRole')).toContain(rights.laneRole);
  expect(named('ValidatingAdmissionPolicy')).toContain(rights.policy);
  expect(new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))).toEqual(new Set([rights.namespace]));
  expect(rulesOf('meshproof-tokens')[0]?.resourceNames).toEqual(rights.readers);
});

test('who only looks, looks at no Secret and through nothing that starts a program', () => {
  const rules = rulesOf('meshproof-looks');
  expect([...new Set(rules.flatMap(({ verbs }) => verbs))].sort()).toEqual(reading);
  const core = rules.filter(({ apiGroups }) => apiGroups?.includes('')).flatMap(({ resources = [] }) => resources);
  for (const dangerous of ['*', 'secrets', 'nodes/proxy', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'pods/*'])
    expect(core).not.toContain(dangerous);
  expect(rules.flatMap(({ apiGroups = [] }) => apiGroups)).not.toContain('*');
});

test('the lane’s role is bound by no binding of the manifest, and lets nobody’s rights grow', () => {
  expect(objects.filter(({ roleRef }) => roleRef?.name === rights.laneRole)).toEqual([]);
  const verbs = rulesOf(rights.laneRole).flatMap((rule) => rule.verbs);
  for (const growing of ['*', 'bind', 'escalate']) expect(verbs).not.toContain(growing);
  expect(rulesOf(rights.laneRole).flatMap(({ apiGroups = [] }) => apiGroups)).not.toContain('*');
});

test('outside of lanes the runner makes namespaces and binds that one role', () => {
  expect(rulesOf('meshproof-runner').map(({ resources, resourceNames, verbs }) => [resources, resourceNames, verbs])).toEqual([
    [['namespaces'], undefined, ['create', 'patch', 'delete']],
    [['rolebindings'], undefined, ['create']],
    [['clusterroles'], [rights.laneRole], ['bind']],
    [['subjectaccessreviews'], undefined, ['create']],
  ]);
});

test('the admission policy looks at every write of the suite’s accounts, and at nobody else’s; it knows a lane by its name and mark', () => {
  const { spec } = objects.find((one) => one.kind === 'ValidatingAdmissionPolicy' && one.metadata.name === rights.policy)!;
  expect(spec.failurePolicy).toBe('Fail');
  expect(spec.matchConstraints.resourceRules).toEqual([
    { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'], resources: ['*/*'] },
  ]);
  expect(spec.matchConditions).toHaveLength(1);
  expect(spec.matchConditions[0].expression).toContain(`'${userOf('')}'`);
  const said = spec.validations.map((one: { expression: string }) => one.expression).join('\n');
  expect(said).toContain(`'${lanePrefix}'`);
  expect(said).toContain(`'${runLabel}'`);
  const bound = objects.filter((one) => one.kind === 'ValidatingAdmissionPolicyBinding');
  expect(bound.map((one) => [one.spec.policyName, one.spec.validationActions])).toEqual([
    ['meshproof-lanes', ['Deny']],
    ['meshproof-off-nodes', ['Deny']],
  ]);
});

/** Subresources that the API server hands on to somebody else (rest.Connecter): admission takes a GET of them for CONNECT. */
const handedOn = ['proxy', 'exec', 'attach', 'portforward'];

test('what is handed on outside of lanes by a role is let through by the policy', () => {
  const { spec } = objects.find((one) => one.kind === 'ValidatingAdmissionPolicy' && one.metadata.name === rights.policy)!;
  const asks: string = spec.variables.find(({ name }: { name: string }) => name === 'asks').expression;
  const given = rulesOf('meshproof-looks')
    .flatMap(({ resources = [] }) => resources.map((one) => one.split('/')))
    .filter(([, subresource = '']) => handedOn.includes(subresource));
  expect(given).toEqual([['services', 'proxy']]);
  for (const [resource, subresource] of given) {
    expect(asks).toContain(`request.resource.resource == '${resource}'`);
    expect(asks).toContain(`request.subResource == '${subresource}'`);
  }
});

test('each rule of a role has its reason above it', () => {
  const lines = text.split('\n');
  const rules = lines.flatMap((line, index) => (/^ {2}- (apiGroups|nonResourceURLs):/.test(line) ? [index] : []));
  const unexplained = rules.filter((index) => !/^\s*#/.test(lines[index - 1] ?? '') && !/^rules:$/.test(lines[index - 1] ?? ''));
  expect(rules.length).toBeGreaterThan(9);
  expect(unexplained).toEqual([]);
});

test('what a container may add to its rights is the same here and there, and reaches no node', () => {
  const { spec } = objects.find(
    (one) => one.kind === 'ValidatingAdmissionPolicy' && one.metadata.name === 'meshproof-off-nodes',
  )!;
  const [{ expression }] = spec.variables as [{ expression: string }];
  expect([...expression.matchAll(/'(\w+)'/g)].map(([, name]) => name)).toEqual(rights.capabilities);
  for (const dangerous of ['ALL', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_RAWIO', 'DAC_READ_SEARCH', 'BPF'])
    expect(rights.capabilities).not.toContain(dangerous);
  const lists = ['containers', 'initContainers', 'ephemeralContainers'];
  const looked = (spec.validations as { expression: string }[]).filter((one) =>
    one.expression.includes('variables.capabilities'),
  );
  expect(looked.map((one) => lists.find((list) => one.expression.includes(`object.spec.${list}.all(`)))).toEqual(lists);
});
