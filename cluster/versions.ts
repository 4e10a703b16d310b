import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from './host/errors.ts';

const text = z.string().min(1);
const kubernetesParts = z.strictObject({ etcd: text, coredns: text, pause: text });
const envoyWheel = z.strictObject({ wheel: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const fileSchema = z.strictObject({
  go: text,
  kubernetes: z.strictObject({ default: text, versions: z.record(z.string(), kubernetesParts) }),
  envoy: z.strictObject({ default: text, versions: z.record(z.string(), envoyWheel) }),
  istio: text,
  istioModule: text,
  kind: text,
  containerd: text,
  cniPlugins: text,
  networkPolicies: text,
  prometheus: text,
  kiali: text,
  debian: text,
});

/** `cluster/versions.yaml` with the variant chosen: one Kubernetes with its parts, one Envoy with its wheel. */
export type Versions = Omit<z.infer<typeof fileSchema>, 'kubernetes' | 'envoy'> &
  z.infer<typeof kubernetesParts> & { kubernetes: string; envoy: string; envoyWheel: z.infer<typeof envoyWheel> };

export const versionsFile = join(import.meta.dirname, 'versions.yaml');

/**
 * Reads `cluster/versions.yaml`; KUBERNETES and ENVOY choose a variant.
 *
 * @throws UsageError for a version that the file doesn't have
 */
export function loadVersions(env: Record<string, string | undefined> = process.env): Versions {
  const { kubernetes, envoy, ...rest } = fileSchema.parse(parse(readFileSync(versionsFile, 'utf8')));
  const chosen = choose('KUBERNETES', env.KUBERNETES, kubernetes);
  const proxy = choose('ENVOY', env.ENVOY, envoy);
  return { ...rest, kubernetes: chosen.version, ...chosen.entry, envoy: proxy.version, envoyWheel: proxy.entry };
}

function choose<T>(
  variable: string,
  wanted: string | undefined,
  { default: usual, versions }: { default: string; versions: Record<string, T> },
) {
  const version = wanted?.replace(/^v/, '') || usual;
  const entry = versions[version];
  if (entry === undefined) {
    throw new UsageError(`${variable}=${version} is not in cluster/versions.yaml.`, {
      remedy: `Choose one of ${Object.keys(versions).join(', ')}, or leave ${variable} out for ${usual}.`,
    });
  }
  return { version, entry };
}
