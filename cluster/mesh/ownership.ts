import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { kubectl, type Target } from '../kube/api.ts';
import type { Lab } from '../host/session.ts';
import { owner, ownerLabel } from '../records/names.ts';

export type Manifest = { kind: string; metadata: { labels?: Record<string, string> }; spec?: { type?: string } };

const manifests = join(import.meta.dirname, '..', 'manifests');

/** Finds what this checkout made: what another one made on a shared cluster carries its own mark. */
export const ours = ['--selector', `${ownerLabel}=${owner}`];
export const notOurs = ['--selector', `${ownerLabel}!=${owner}`];

export const isOurs = (labels: Record<string, string> = {}) => labels[ownerLabel] === owner;

/** The objects of a file in `cluster/manifests`, marked as this checkout's. */
export async function ourManifests(file: string, edit = (text: string) => text): Promise<Manifest[]> {
  const text = edit(await readFile(join(manifests, file), 'utf8'));
  const objects = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  for (const { metadata } of objects)
    metadata.labels = { ...metadata.labels, 'app.kubernetes.io/managed-by': 'meshproof', [ownerLabel]: owner };
  return objects;
}

export const inYaml = (objects: Manifest[]) => objects.map((object) => stringify(object)).join('---\n');

/** Removes the namespaces of a run that was killed, and waits until they are gone. */
export async function removeNamespaces({ runner }: Lab, target: Target): Promise<void> {
  await kubectl(runner, target, ['delete', 'namespaces', ...ours, '--ignore-not-found', '--timeout', '120s']);
}

/** Names of all that carries this checkout's label. */
export async function ourObjects({ runner }: Lab, target: Target): Promise<string[]> {
  const kinds = [
    'namespaces',
    'deployments',
    'services',
    'clusterroles',
    'peerauthentications.security.istio.io',
    'destinationrules.networking.istio.io',
  ];
  const names = await kubectl(runner, target, ['get', kinds.join(','), '--all-namespaces', ...ours, '--output', 'name']);
  return names.split('\n').filter(Boolean);
}
