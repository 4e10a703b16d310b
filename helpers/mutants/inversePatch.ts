import type { Manifest } from '../kube/objects.ts';

/** The JSON merge patch (RFC 7386) that takes `patch` back from what was `before`: old values where there were some, null elsewhere. */
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
