import { expect, test } from 'vitest';
import { parseManifests } from './yaml.ts';

const read = (value: string) => parseManifests(`data: { a: ${value} }`, 'a.yaml')[0]?.data.a as unknown;

// each as `kubectl label --local -o json` reads it
test.for([
  ['yes', true],
  ['Off', false],
  ['y', true],
  ['"yes"', 'yes'],
  ['0400', 256],
  ['0o17', 15],
  ['-0o7', -7],
  ['1_000', 1000],
  ['0x1F', 31],
  ['08', 8],
  ['22:22', '22:22'],
  ['2001-12-14', '2001-12-14'],
  ['~', null],
] as [string, unknown][])('%s is what kubectl reads', ([written, value]) => {
  expect(read(written)).toBe(value);
});

test('a merge key brings what it points to, and what stands beside it wins', () => {
  const text = 'base: &base { a: 1, b: 2 }\nmerged:\n  <<: *base\n  b: 3\n';
  expect(parseManifests(text, 'a.yaml')[0]?.merged).toEqual({ a: 1, b: 3 });
});

test('a List is its items, whatever list it is', () => {
  const of = (kind: string, apiVersion: string, items: string) =>
    parseManifests(`{ apiVersion: ${apiVersion}, kind: ${kind}, items: [${items}] }`, 'a.yaml');
  const service = '{ apiVersion: v1, kind: Service, metadata: { name: a } }';
  const role = '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: b } }';
  const both = `${service}, { apiVersion: v1, kind: List, items: [${role}] }`;
  expect(of('List', 'v1', both).map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual(['Service a', 'Role b']);
  expect(of('DeploymentList', 'apps/v1', '{ metadata: { name: c } }')).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'c' } },
  ]);
  expect(of('List', 'v1', '')).toEqual([]);
});

test('an object of which a field is named items is no list', () => {
  expect(parseManifests('{ kind: ConfigMap, items: [] }', 'a.yaml')).toHaveLength(1);
});

test('what is no YAML is named with its place', () => {
  expect(() => parseManifests('a: [', 'policy.yaml')).toThrow(/^policy.yaml: .* at line 1/s);
});
