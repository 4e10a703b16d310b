import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../host/names.ts';
import { yamlValues } from '../../host/yaml.ts';
import type { Answer } from '../../kube/ask.ts';
import { rights } from '../../records/rights.ts';

type Named = { kind: string; metadata: { name: string } };

const manifest = yamlValues(readFileSync(join(checkout, rights.manifest), 'utf8'), 'existing-rights.yaml') as Named[];
const installed = (path: string) =>
  manifest.find(({ metadata, kind }) => path.endsWith(`/${kind.toLowerCase().replace(/y$/, 'ie')}s/${metadata.name}`));

/**
 * For tests: how an API server answers to which an administrator has applied the manifest of rights.
 *
 * @param change what has become of an object of it
 */
export function asApplied(method: string, path: string, change = (object: any): any => object): Answer | undefined {
  if (method === 'POST' && path.endsWith('/namespaces/default/rolebindings'))
    return { status: 403, body: { message: `ValidatingAdmissionPolicy '${rights.policy}' denied` } };
  const object = installed(path);
  return object && { status: 200, body: change(structuredClone(object)) };
}
