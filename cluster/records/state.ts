import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../host/errors.ts';
import { clusterFolder, clusterName } from '../host/names.ts';
import { partSchema } from './parts.ts';

type Environment = Record<string, string | undefined>;

/** What may be done with a cluster and what it promises, stated by its provider. Nobody else asks for a provider's name. */
export const capabilitiesSchema = z.strictObject({
  owned: z.boolean().describe('we made it: nodes, control plane and every namespace may be changed'),
  isolated: z.boolean().describe('its network is ours: nothing in it reaches outside'),
  built: z.boolean().describe('its images were built here, under whatever name: they show nothing of the published ones'),
  audited: z
    .boolean()
    .optional()
    .describe('its API server writes changes of policies to an audit log; left out where it was made before'),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** What stands in for a published component, and for which one. */
export const substitutionSchema = z.object({
  name: z.string(),
  for: z.string(),
  by: z.string(),
  replaces: z
    .array(partSchema)
    .min(1)
    .optional()
    .describe(
      'a claim that used one of these shows it; left out where the cluster was made before: each claim that used anything',
    ),
});

export const componentSchema = z.strictObject({ name: z.string(), version: z.string(), digest: z.string().optional() });

/** `cluster.json`: a cluster that was brought up, as everything outside `cluster/` sees it. */
export const clusterSchema = z.strictObject({
  name: z.string(),
  provider: z.string().describe('its name, for people'),
  says: z.string().describe('what it is, for the report: completes “compared with …”'),
  capabilities: capabilitiesSchema,
  kubeconfig: z.string().describe('path of a file that holds the one context'),
  context: z.string(),
  bin: z.string().describe('folder with kubectl, istioctl, kind, jq'),
  substitutions: z.array(substitutionSchema),
  components: z.array(componentSchema),
  networkPolicy: z.string().describe('the engine that enforces NetworkPolicy, with its version'),
  variant: z.strictObject({
    kubernetes: z.string(),
    istio: z.string().optional().describe('left out where the cluster was made before'),
    compatibility: z.string().optional().describe('the release whose defaults Istio keeps; left out where these are its own'),
    envoy: z.string(),
  }),
});
export type Cluster = z.infer<typeof clusterSchema>;
export type Substitution = z.infer<typeof substitutionSchema>;
export type Component = z.infer<typeof componentSchema>;

/**
 * The cluster that was brought up under this name, or undefined when there is none (or only half of one: the file is
 * written last).
 *
 * @throws InfrastructureError when the file is there and isn't what `up` writes
 */
export function readCluster(name: string = clusterName(), env: Environment = process.env): Cluster | undefined {
  const path = join(clusterFolder(name, env), 'cluster.json');
  if (!existsSync(path)) return undefined;
  try {
    return clusterSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new InfrastructureError(`The state of cluster ${name} cannot be read (${path}).`, {
      cause,
      remedy: 'Run `make kind-down`, then `make kind-up`.',
    });
  }
}

/** Written whole or not at all, so that a reader never sees half a file. */
export function writeCluster(cluster: Cluster, env: Environment = process.env): void {
  const folder = clusterFolder(cluster.name, env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'cluster.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(clusterSchema.parse(cluster), null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
