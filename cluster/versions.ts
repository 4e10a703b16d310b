import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { yamlValue } from './host/yaml.ts';
import { UsageError } from './host/errors.ts';

const text = z.string().min(1);
const kubernetesParts = z.strictObject({ etcd: text, coredns: text, pause: text });
const wheel = z.strictObject({ wheel: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const istioParts = z.strictObject({
  module: text,
  envoy: text,
  compatibility: z.array(z.string().regex(/^\d+\.\d+$/)),
  differs: text.optional(),
});
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const image = z.strictObject({ image: text, source: text });

/** Ready-made images, by the names that their projects publish them under. */
export const publishedSchema = z.strictObject({
  node: image.extend({ kind: text, default: text, versions: z.record(z.string(), digest) }),
  istio: z.strictObject({ hub: text, source: text }),
  prometheus: image,
  kiali: image,
});

const fileSchema = z.strictObject({
  go: z.strictObject({ oldest: text, brought: wheel.extend({ version: text }) }),
  kubernetes: z.strictObject({ default: text, versions: z.record(z.string(), kubernetesParts) }),
  envoy: z.strictObject({ versions: z.record(z.string(), wheel) }),
  istio: z.strictObject({ default: text, versions: z.record(z.string(), istioParts) }),
  kind: text,
  containerd: text,
  cniPlugins: text,
  networkPolicies: text,
  prometheus: text,
  kiali: text,
  opa: text,
  httpbin: text,
  busybox: z.strictObject({ version: text, debian: text }),
  debian: text,
  published: publishedSchema,
});
export type VersionsFile = z.infer<typeof fileSchema>;

export const readVersions = (): VersionsFile =>
  fileSchema.parse(yamlValue(readFileSync(join(import.meta.dirname, 'versions.yaml'), 'utf8'), 'cluster/versions.yaml'));

/** The file with a variant of `embedded` chosen: one Kubernetes with its parts, one Istio, one Envoy with its wheel. */
export type Versions = Omit<VersionsFile, 'kubernetes' | 'envoy' | 'istio'> &
  z.infer<typeof kubernetesParts> & {
    kubernetes: string;
    istio: string;
    istioModule: string;
    /** What its build differs from the release in, in words. */
    istioDiffers?: string;
    envoy: string;
    envoyWheel: z.infer<typeof wheel>;
  };

/**
 * What `embedded` builds, out of `cluster/versions.yaml`; KUBERNETES, ISTIO and ENVOY choose a variant.
 *
 * @throws UsageError for a version that it doesn't build
 */
export function loadVersions(env: Record<string, string | undefined> = process.env): Versions {
  const { kubernetes, envoy, istio, ...rest } = readVersions();
  const published = { provider: 'kind', versions: Object.keys(rest.published.node.versions) };
  const chosen = choose('KUBERNETES', env.KUBERNETES, kubernetes, 'embedded', published);
  const mesh = choose('ISTIO', env.ISTIO, istio, 'embedded');
  const proxy = choose('ENVOY', env.ENVOY, { ...envoy, default: mesh.entry.envoy }, 'embedded');
  return {
    ...rest,
    kubernetes: chosen.version,
    ...chosen.entry,
    istio: mesh.version,
    istioModule: mesh.entry.module,
    istioDiffers: mesh.entry.differs,
    envoy: proxy.version,
    envoyWheel: proxy.entry,
  };
}

const howToAdd = 'To add one: node cluster/providers/embedded/build/add/cli.ts --help.';

/** The versions that a variable may name, and the one that is taken without it. */
export type Choices<T> = { default: string; versions: Record<string, T> };

/**
 * The version that a variable asks for; `v` before it is dropped.
 *
 * @param who the provider that has the choices, for the error
 * @param elsewhere the provider that has others, and which
 * @throws UsageError listing the choices
 */
export function choose<T>(
  variable: string,
  wanted: string | undefined,
  { default: usual, versions }: Choices<T>,
  who: string,
  elsewhere?: { provider: string; versions: string[] },
): { version: string; entry: T } {
  const version = wanted?.replace(/^v/, '') || usual;
  const entry = Object.hasOwn(versions, version) ? versions[version] : undefined;
  if (entry !== undefined) return { version, entry };
  const others = elsewhere ? ` PROVIDER=${elsewhere.provider} has ${elsewhere.versions.join(', ')}.` : '';
  const known = Object.keys(versions).join(', ');
  throw new UsageError(`${variable}=${wanted}: provider ${who} does not have it.`, {
    remedy: `Choose one of ${known}, or leave ${variable} out for ${usual}.${others} ${howToAdd}`,
  });
}
