import type { Workload } from '../lane/workload.ts';

const names = [
  'frontend',
  'backend',
  'attacker',
  'debug',
  'outsider',
  'impostor',
  'stranger',
  'v1',
  'v2',
  'plain',
  'meshed',
  'faulty',
  'probed',
  'client',
  'h2',
  'nodeside',
] as const;

/** Everybody who can live in a world: the files of fixtures/workloads and those beside specs. */
export type Cast = Record<(typeof names)[number], Workload>;

/** The workloads of a world by name; asking for one that does not live there is an error of the spec. */
export function castOf(world: string, workloads: Record<string, Workload>): Cast {
  const absent = names.filter((name) => !(name in workloads));
  const cast = { ...workloads };
  for (const name of absent) {
    Object.defineProperty(cast, name, {
      get() {
        throw new Error(`the world "${world}" has no ${name}; it has ${Object.keys(workloads).join(', ')}`);
      },
    });
  }
  return cast as Cast;
}
