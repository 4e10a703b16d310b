import type { Workload } from '../lane/workload.ts';
import { Actor } from './actor.ts';

/** The workloads of a world by name. Asking for one that does not live there is an error of the spec. */
export type Cast = Readonly<Record<string, Actor>>;

export function castOf(world: string, workloads: Record<string, Workload>): Cast {
  const actors = Object.fromEntries(Object.entries(workloads).map(([name, workload]) => [name, new Actor(workload)]));
  return new Proxy(actors, {
    get(target, name) {
      // a promise of this cast asks for `then`, and inspection for symbols
      if (typeof name === 'symbol' || name === 'then' || name in target) return target[name as string];
      throw new Error(`The world "${world}" has no workload ${name}. It has ${Object.keys(target).join(', ')}.`);
    },
  });
}
