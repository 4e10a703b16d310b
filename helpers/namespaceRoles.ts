import { UsageError } from './errors.ts';

/** What a namespace that a document names is to its lane: `lane`, where pods get sidecars as the world says, or `other`, where they never do. */
export const roles = ['lane', 'other'] as const;
export type Role = (typeof roles)[number];

/** By a document's name of a namespace; the ledger declares them. */
export type Roles = Readonly<Record<string, Role>>;

/** A document that declares nothing works where a reader does who names no namespace. */
export const usualRoles: Roles = { default: 'lane' };

export interface LaneNamespace {
  name: string;
  role: Role;
}

/** The second namespace that a lane has where its world wants one. */
export const otherOf = (lane: string): string => `${lane}-other`;

/** By a document's name: the lane's namespace. The first of a role is one that every lane can have, each further one bears the document's name too. */
export function namespacesOf(declared: Roles, lane: string): ReadonlyMap<string, LaneNamespace> {
  const first: Record<Role, string | undefined> = { lane, other: otherOf(lane) };
  const found = new Map<string, LaneNamespace>();
  for (const [name, role] of Object.entries(declared)) {
    found.set(name, { name: first[role] ?? `${lane}-${name}`, role });
    first[role] = undefined;
  }
  if (!found.has('default')) found.set('default', { name: lane, role: 'lane' });
  return found;
}

/** Where a world wants a workload. @throws {UsageError} for a namespace without a role */
export function placeOf(
  { name, namespace }: { name: string; namespace?: string | undefined },
  declared: ReadonlyMap<string, LaneNamespace>,
  lane: string,
): LaneNamespace {
  if (namespace === undefined) return { name: lane, role: 'lane' };
  const found = declared.get(namespace);
  if (found) return found;
  if (namespace === 'other') return { name: otherOf(lane), role: 'other' };
  throw new UsageError(
    `The world wants ${name} in the namespace ${namespace}, for which the ledger declares no role: add it to its namespaces, as lane or other.`,
  );
}
