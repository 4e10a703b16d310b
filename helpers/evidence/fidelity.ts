import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { suiteNames } from './expectedOfSuites.ts';
import type { Journal } from './journal.ts';
import type { Artifact, Environment } from './schema.ts';

const instant = z.iso.datetime().describe('UTC');
const count = z.int().nonnegative();

/** One test of a suite, as the suite itself names it. */
export const peerTestSchema = z.strictObject({
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  seconds: z.number().nonnegative(),
  reason: z.string().optional().describe('why it failed or was skipped, in the words of the suite or of what is expected of it'),
});

const profileSchema = z.strictObject({
  name: z.string().describe('such as MESH-HTTP'),
  summary: z.string().describe('the words of the conformance report'),
  core: z.string().describe('success, partial or failure'),
  extended: z.string().optional(),
});

const suiteSchema = z.strictObject({
  name: z.enum(suiteNames),
  version: z.string(),
  command: z.string().describe('as run'),
  started: instant,
  seconds: z.number().nonnegative(),
  passed: count,
  failed: count,
  skipped: count,
  floor: count.describe('tests that have to pass'),
  profiles: z.array(profileSchema).default([]),
  holes: z
    .array(z.strictObject({ test: z.string(), reason: z.string(), outcome: z.enum(['passed', 'failed', 'skipped', 'absent']) }))
    .describe('tests that are known to fail, and what became of them'),
  surprises: z.array(z.string()).describe('what is not as expected, a sentence each; empty: all is'),
  tests: z.array(peerTestSchema),
});

/** `fidelity.json`: what suites that others wrote said of a cluster of ours. */
export const fidelitySchema = z.strictObject({
  schema: z.literal('meshproof/fidelity/v1'),
  started: instant,
  finished: instant,
  commit: z.string().describe('of the checkout'),
  cluster: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('which parts the cluster was made of: SHA-256 of their names, versions and digests'),
  peers: z.string().describe('content key of the suites’ build'),
  kubernetes: z.string(),
  istio: z.string(),
  proxy: z.string(),
  networkPolicy: z.string(),
  suites: z.array(suiteSchema).length(suiteNames.length),
});

export type PeerTest = z.infer<typeof peerTestSchema>;
export type SuiteRecord = z.infer<typeof suiteSchema>;
export type Fidelity = z.infer<typeof fidelitySchema>;

/** A hash of the parts that a cluster is made of. Clusters of the same parts have the same, on whatever machine and however often made. */
export function partsHash({ provider, kubernetes, istio, proxy, networkPolicy, kubeProxyMode, components }: Environment): string {
  const parts = components.map(({ name, version, digest }) => `${name} ${version} ${digest}`).sort();
  const text = canonicalize({ provider, kubernetes, istio, proxy, networkPolicy, kubeProxyMode, parts }) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Keeps in a pack the newest record of a cluster that was made of the same parts.
 *
 * @param folder holds a folder of each run of the suites, named by its start; it may be absent
 * @returns undefined where there is none: what another cluster came to says nothing of this one
 */
export async function keepFidelity(
  folder: string,
  environment: Environment,
  journal: Pick<Journal, 'keep'>,
): Promise<Artifact | undefined> {
  const names = await readdir(folder).catch(() => []);
  const wanted = partsHash(environment);
  for (const name of names
    .filter((one) => /^\d/.test(one))
    .sort()
    .reverse()) {
    const source = await readFile(join(folder, name, 'fidelity.json'), 'utf8').catch(() => undefined);
    if (source !== undefined && parsedFidelity(source)?.cluster === wanted)
      return journal.keep({ name: 'fidelity.json', content: source, mediaType: 'application/json' });
  }
  return undefined;
}

/** Undefined for what a killed run or another version of the suite left. */
function parsedFidelity(source: string): Fidelity | undefined {
  try {
    return fidelitySchema.safeParse(JSON.parse(source)).data;
  } catch {
    return undefined;
  }
}
