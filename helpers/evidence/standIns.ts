import type { Part } from '../../cluster/records/parts.ts';
import type { Substitution } from '../../cluster/records/state.ts';

/** The names of the stand-ins that replace something of what was used. */
export function standInsFor(used: ReadonlySet<Part>, standIns: readonly Substitution[]): string[] {
  const touched = ({ replaces }: Substitution) => (replaces ? replaces.some((part) => used.has(part)) : used.size > 0);
  return standIns.filter(touched).map(({ name }) => name);
}
