import type { Manifest } from '../kube/objects.ts';

/** The JSON merge patch (RFC 7386) that undoes `patch`: the old values from `before`, null where there were none. */
export function undoOf(patch: Manifest, before: Manifest): Manifest {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      const had: unknown = before[key];
      return [key, isObject(value) && isObject(had) ? undoOf(value, had) : (had ?? null)];
    }),
  );
}

function isObject(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
