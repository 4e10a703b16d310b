import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../../host/errors.ts';
import { readVersions } from '../../../../versions.ts';
import { istioModule } from '../steps/istio.ts';
import { download, writeModuleFile } from './goModule.ts';
import { enter, isEntered } from './versionsFile.ts';

/**
 * @param commit of the release, or the module version of one: no release is a tag that Go knows
 * @param envoy the one taken without ENVOY
 * @returns what was done, in words
 */
export async function addIstio(version: string, commit: string, envoy: string): Promise<string[]> {
  const { envoy: envoys, httpbin } = readVersions();
  if (!Object.hasOwn(envoys.versions, envoy))
    throw new UsageError(`Envoy ${envoy} is not in cluster/versions.yaml.`, { remedy: `Add it first: cli.ts envoy ${envoy}.` });
  const { version: module, folder } = await download('istio.io/istio', commit);
  const { packages, tags } = istioModule(version);
  const file = { name: 'istio', version, require: `istio.io/istio ${module}`, packages, tags };
  const path = await writeModuleFile(file);
  const compatibility = profilesOf(readdirSync(join(folder, 'manifests/helm-profiles')));
  const entry = `{ module: ${module}, envoy: ${envoy}, compatibility: [${compatibility.map((each) => `'${each}'`).join(', ')}] }`;
  if (!isEntered('istio', version)) enter('istio', version, entry);
  const sample = readFileSync(join(folder, 'samples/httpbin/httpbin.yaml'), 'utf8');
  const named = /go-httpbin:(\S+)/.exec(sample)?.[1];
  return [
    `${path} (${file.require})`,
    `cluster/versions.yaml: Istio ${version}, ${entry}`,
    ...(named === httpbin ? [] : [`its samples name go-httpbin ${named}, and cluster/versions.yaml has ${httpbin}`]),
    'say in `differs` what the build has that the release has not: another commit, modules that were replaced',
  ];
}

/** The releases whose defaults its charts have a profile of, oldest first. */
export function profilesOf(profiles: readonly string[]): string[] {
  const minors = profiles.flatMap((name) => /^compatibility-version-(\d+\.\d+)\.yaml$/.exec(name)?.[1] ?? []);
  return minors.sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]));
}
