import type { Workload } from './workload.ts';

/** Everybody who can live in a world: the files of fixtures/workloads. */
export type Cast = Record<'frontend' | 'backend' | 'attacker' | 'debug' | 'outsider' | 'impostor', Workload>;

/** The workloads of a world by name; asking for one that does not live there is an error of the spec. */
export function castOf(world: string, workloads: Record<string, Workload>): Cast {
  return new Proxy(workloads, {
    get(all, name) {
      const found = typeof name === 'string' ? all[name] : undefined;
      if (!found) throw new Error(`the world "${world}" has no ${String(name)}; it has ${Object.keys(all).join(', ')}`);
      return found;
    },
  }) as Cast;
}
