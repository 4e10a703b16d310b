import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { yamlDocument, yamlValueOf } from '../../cluster/host/yaml.ts';
import { content } from '../content.ts';
import { contentFile } from '../contentFile.ts';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';

const workload = z.strictObject({
  name: z.string().describe('how specs call it; of a file under fixtures/workloads, or beside the spec, unless `from` names one'),
  from: z
    .string()
    .min(1)
    .optional()
    .describe('its file, by name or by path from the content folder, without `.yaml`: one file may serve several namespaces'),
  replicas: z.int().nonnegative().optional().describe('instead of what the workload’s own file says'),
  namespace: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional()
    .describe('`other`, a second namespace of the lane that is never injected, or a name of the ledger’s `namespaces`'),
  injected: z.boolean().optional().describe('against the world’s own setting'),
  labels: z.record(z.string(), z.string()).optional().describe('added to the pods'),
  annotations: z.record(z.string(), z.string()).optional().describe('added to the pods'),
  serviceAccount: z.string().optional().describe('of the pods, instead of the one that the workload’s own file names'),
  beside: z.string().optional().describe('a workload of this world on whose node the pod runs'),
});

/** A name means one workload. */
function namesakesIn(workloads: readonly z.infer<typeof workload>[]) {
  const names = workloads.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: 'custom' as const,
            input: workloads,
            path: [index, 'name'],
            message: `${name} lives here twice: give one of them another name, and name the file of both by from: ${name}`,
          },
        ],
  );
}

export const worldSchema = z
  .strictObject({
    says: z.string().describe('the state in words, as the report prints it'),
    injection: z.boolean().describe('whether pods of the lane’s namespace get a sidecar'),
    fresh: z
      .boolean()
      .default(false)
      .describe(
        'its spec files want a namespace in which nothing has happened yet, such as for Kiali, which remembers a minute of traffic',
      ),
    workloads: z
      .array(workload)
      .check(({ value, issues }) => {
        issues.push(...namesakesIn(value));
      })
      .describe('who lives here; a spec takes them by name from lane.world(…)'),
    objects: z
      .array(z.string())
      .default([])
      .describe('YAML files applied after the workloads are Ready; paths from the root or beside the spec'),
  })
  .describe('The state of the cluster in which claims begin: workloads, sidecars, policies.');

export type World = z.infer<typeof worldSchema>;
export type WorkloadEntry = World['workloads'][number];

/** The file of a workload, as specs and worlds name files. */
export const fileOf = ({ name, from }: Pick<WorkloadEntry, 'name' | 'from'>): string => `${from ?? name}.yaml`;

/** @throws {UsageError} where two workloads would be one in the cluster: of one file, in one namespace */
export function mustBeApart(workloads: readonly WorkloadEntry[], homeOf: (entry: WorkloadEntry) => { name: string }): void {
  const homes = new Map<string, string>();
  for (const entry of workloads) {
    const home = `${fileOf(entry)} in ${homeOf(entry).name}`;
    const other = homes.get(home);
    if (other !== undefined)
      throw new UsageError(
        `The world’s ${other} and ${entry.name} would both be ${home}: give them different namespaces, or files.`,
      );
    homes.set(home, entry.name);
  }
}

/** A world's description: `<name>.world.yaml` beside the spec, or `fixtures/worlds/<name>.yaml`. */
export async function readWorld(name: string, specFile: string): Promise<World> {
  const path = firstExisting(
    [join(dirname(specFile), `${name}.world.yaml`), ...among('fixtures/worlds', `${name}.yaml`)],
    `world ${name}`,
  );
  const document = yamlDocument(contentFile(path), relative(root, path));
  const [error] = document.errors;
  if (error) throw new Error(`${relative(root, path)}: ${error.message}`);
  const parsed = worldSchema.safeParse(yamlValueOf(document, relative(root, path)));
  if (!parsed.success) throw new Error(`${relative(root, path)}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The path of a YAML file that a spec or a world names. */
export function fixturePath(name: string, specFile: string): string {
  return firstExisting(
    [
      join(dirname(specFile), name),
      ...among('.', name),
      ...among('fixtures/policies', name),
      ...among('fixtures/workloads', name),
    ],
    name,
  );
}

/** Content has files of its own, and those of this checkout besides. */
const among = (folder: string, name: string): string[] => [...new Set([content, root])].map((one) => join(one, folder, name));

function firstExisting(candidates: string[], what: string): string {
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`${what} is not there: looked for ${candidates.map((path) => relative(root, path)).join(', ')}`);
  return found;
}
