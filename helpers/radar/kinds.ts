import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';

const file = 'manifests/charts/base/files/crd-all.gen.yaml';

/** Words of JSON Schema and of a CRD that are keys as fields are. */
const ofSchema = new Set(
  'anyOf allOf oneOf not items properties required schema openAPIV3Schema spec status names versions metadata labels subresources'.split(
    ' ',
  ),
);

/** The kinds of resource that a release of Istio defines, each with the names of its fields. */
export async function kindsOf(module: string): Promise<Map<string, Set<string>>> {
  const text = await readFile(join(module, file), 'utf8').catch(() => '');
  const kinds = new Map(text.split(/^---$/m).flatMap(kindIn));
  if (kinds.size > 0) return kinds;
  throw new InfrastructureError(`${join(module, file)} names no kind of resource.`, {
    remedy: 'See where this version of istio.io/istio keeps its CRDs; helpers/radar/kinds.ts has the path.',
  });
}

/** A field is a key with a schema below it, so that nothing stands on its own line. */
function kindIn(definition: string): [string, Set<string>][] {
  const [, kind] = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (\w+)$/m.exec(definition) ?? [];
  const keys = [...definition.matchAll(/^ {12,}([a-zA-Z]\w*):$/gm)].flatMap(([, key]) => key ?? []);
  return kind === undefined ? [] : [[kind, new Set(keys.filter((key) => !ofSchema.has(key)))]];
}

/** The kinds of both releases, each with the fields that it has in either. */
export function allKinds(
  some: ReadonlyMap<string, Set<string>>,
  others: ReadonlyMap<string, Set<string>>,
): Map<string, Set<string>> {
  const names = new Set([...some.keys(), ...others.keys()]);
  return new Map([...names].map((kind) => [kind, new Set([...(some.get(kind) ?? []), ...(others.get(kind) ?? [])])]));
}
