import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { yamlValues } from '../host/yaml.ts';
import { owner, ownerLabel } from '../host/names.ts';

export type Manifest = { kind: string; metadata: { labels?: Record<string, string> }; spec?: { type?: string } };

const manifests = join(import.meta.dirname, '..', 'manifests');

/** Finds what this checkout made: what another one made on a shared cluster carries its own mark. */
export const ours = ['--selector', `${ownerLabel}=${owner}`];
export const notOurs = ['--selector', `${ownerLabel}!=${owner}`];

export const isOurs = (labels: Record<string, string> = {}) => labels[ownerLabel] === owner;

/** The objects of a file in `cluster/manifests`, marked as this checkout's. */
export async function ourManifests(file: string, edit = (text: string) => text): Promise<Manifest[]> {
  const text = edit(await readFile(join(manifests, file), 'utf8'));
  const objects = yamlValues(text, file) as Manifest[];
  for (const { metadata } of objects)
    metadata.labels = { ...metadata.labels, 'app.kubernetes.io/managed-by': 'meshproof', [ownerLabel]: owner };
  return objects;
}

export const inYaml = (objects: Manifest[]) => objects.map((object) => stringify(object)).join('---\n');
