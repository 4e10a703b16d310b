import { stringify } from 'yaml';
import type { RawArtifact, RawObjectChange } from '../evidence/artifact.ts';
import { isUnnamed, type Manifest, nameOf, read } from '../kube/objects.ts';
import { NotServed } from '../kube/resources.ts';

/** An object around a change, as the API server had it; a side is absent where the object was. */
export interface Touched {
  object: Manifest;
  before?: Manifest;
  after?: Manifest;
}

type Look = (object: Manifest) => Promise<Manifest | undefined>;

/** Of a kind that is not served, such as one that the same file defines, there is no object. */
const asServed: Look = async (object) => {
  const { apiVersion = '', kind = '', metadata } = object;
  if (isUnnamed(object)) return undefined;
  return read(apiVersion, kind, metadata?.namespace, metadata?.name ?? '').catch((error: unknown) => {
    if (error instanceof NotServed) return undefined;
    throw error;
  });
};

/** Makes a change to `objects` and reads each of them before and after it. */
export async function around(objects: Manifest[], change: () => Promise<void>, look = asServed): Promise<Touched[]> {
  const before = await Promise.all(objects.map(look));
  await change();
  const after = await Promise.all(objects.map(look));
  return objects.map((object, index) => ({ object, before: before[index], after: after[index] }));
}

// The API server's own bookkeeping, which every change moves.
const bookkeeping = ['managedFields', 'resourceVersion', 'uid', 'creationTimestamp', 'generation'];

const withoutValues = (values: Record<string, string>) =>
  Object.fromEntries(Object.keys(values).map((key) => [key, '[value of a Secret removed]']));

/** Both sides of a change as files: YAML in the order of its keys, without bookkeeping, status and the values of Secrets. */
export function toRaw({ object, before, after }: Touched): RawObjectChange {
  return { object: nameOf(object), before: side(before, 'before'), after: side(after, 'after') };
}

function side(object: Manifest | undefined, when: 'before' | 'after'): RawArtifact | undefined {
  if (!object) return undefined;
  const { status: _status, metadata = {}, ...rest } = object;
  const shown: Manifest = {
    ...rest,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([field]) => !bookkeeping.includes(field))),
  };
  let removed = 0;
  for (const field of object.kind === 'Secret' ? ['data', 'stringData'] : []) {
    if (!shown[field]) continue;
    removed += Object.keys(shown[field] as object).length;
    shown[field] = withoutValues(shown[field] as Record<string, string>);
  }
  return {
    name: `${object.kind}-${metadata.name}.${when}.yaml`,
    content: stringify(shown, { sortMapEntries: true, lineWidth: 0, compat: 'yaml-1.1' }),
    mediaType: 'application/yaml',
    ...(removed > 0 && { removed: new Map([['value of a Secret', removed]]) }),
  };
}
