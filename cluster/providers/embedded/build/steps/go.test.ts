import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadVersions } from '../../../../versions.ts';
import { goModules } from './programs.ts';

/** What k8s.io/client-go v0.36 imports of other modules. */
const libraries = [
  ...['api', 'apimachinery', 'client-go', 'klog/v2', 'kube-openapi', 'utils'].map((name) => `k8s.io/${name}`),
  ...['json', 'randfill', 'structured-merge-diff/v6', 'yaml'].map((name) => `sigs.k8s.io/${name}`),
  ...['net', 'oauth2', 'sys', 'term', 'text', 'time'].map((name) => `golang.org/x/${name}`),
  ...['jsonpointer', 'jsonreference', 'swag'].map((name) => `github.com/go-openapi/${name}`),
  ...['github.com/fxamacker/cbor/v2', 'github.com/go-logr/logr', 'github.com/google/gnostic-models', 'github.com/google/uuid'],
  ...['github.com/json-iterator/go', 'github.com/modern-go/reflect2', 'google.golang.org/protobuf', 'go.yaml.in/yaml/v2'],
];

function versionsOf(module: string): Map<string, string> {
  const source = readFileSync(join(import.meta.dirname, '..', 'modules', module, 'go.mod'), 'utf8');
  const required = [...source.matchAll(/^\s*(?:require )?(\S+) (v\S+)/gm)].map(([, path, version]) => [path, version] as const);
  const replaced = [...source.matchAll(/^\s*(?:replace )?(\S+) => \S+ (v\S+)/gm)].map(
    ([, path, version]) => [path, version] as const,
  );
  return new Map([...required, ...replaced] as [string, string][]);
}

const clients = goModules(loadVersions({}))
  .filter(({ client }) => client)
  .map(({ name }) => ({ name, versions: versionsOf(name) }));

test('modules with Kubernetes’ client library in them share it: one version of all that it stands on', () => {
  expect(clients.map(({ name }) => name)).toContain('istio');
  for (const library of libraries) {
    const found = new Set(clients.map(({ versions }) => versions.get(library)).filter((version) => version !== undefined));
    expect([...found], library).toHaveLength(1);
  }
});
