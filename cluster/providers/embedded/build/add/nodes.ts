import { readFileSync } from 'node:fs';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { z } from 'zod';
import { InfrastructureError, UsageError } from '../../../../host/errors.ts';
import { readVersions } from '../../../../versions.ts';
import { rewrite } from './versionsFile.ts';

const releaseOf = (kind: string) => `https://github.com/kubernetes-sigs/kind/releases/tag/${kind}`;
const notesOf = (kind: string) => `https://api.github.com/repos/kubernetes-sigs/kind/releases/tags/${kind}`;

/**
 * Enters the node images of a kind release, with their digests, out of its notes.
 *
 * @param kind `v0.33.0`
 * @param file the notes as text, where the release itself cannot be read from here
 * @returns what was done, in words
 */
export async function addNodes(kind: string, file?: string): Promise<string[]> {
  const images = nodeImagesIn(file ? readFileSync(file, 'utf8') : await notes(kind));
  if (images.size === 0)
    throw new UsageError(`The notes of kind ${kind} name no node image by digest.`, { remedy: `See ${releaseOf(kind)}.` });
  rewrite((text) => withNodes(text, kind, images, readVersions().published.node.default));
  const also = readVersions().kind === kind ? [] : [`still to do: kind: ${kind} in versions.yaml, and modules/kind`];
  return [...[...images].map(([version, digest]) => `kindest/node ${version} ${digest}`), ...also];
}

/** Version → digest of each `kindest/node:v1.36.4@sha256:…` that a text lists, in its order. */
export const nodeImagesIn = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/kindest\/node:v(\d+\.\d+\.\d+)@(sha256:[0-9a-f]{64})\b/g)].map(([, version = '', digest = '']) => [
      version,
      digest,
    ]),
  );

/** @param usual the version taken without KUBERNETES until now: its minor stays, if the release has one of it */
export function withNodes(text: string, kind: string, images: ReadonlyMap<string, string>, usual: string): string {
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  const versions = [...images.keys()];
  const taken = versions.find((version) => minor(version) === minor(usual)) ?? versions[0] ?? usual;
  const lines = text.split('\n');
  const start = lines.indexOf('  node:');
  const length = lines.slice(start + 1).findIndex((line) => /^ {0,2}\S/.test(line));
  const node = [
    '  node:',
    '    image: docker.io/kindest/node',
    `    kind: ${kind}`,
    `    source: ${releaseOf(kind)}`,
    `    default: ${taken}`,
    '    versions:',
    ...[...images].map(([version, digest]) => `      ${version}: ${digest}`),
  ];
  return [...lines.slice(0, start), ...node, ...lines.slice(start + 1 + length)].join('\n');
}

async function notes(kind: string): Promise<string> {
  const answer = await fetch(notesOf(kind), { dispatcher: new EnvHttpProxyAgent(), signal: AbortSignal.timeout(20_000) }).catch(
    (cause: Error) => {
      throw new InfrastructureError(`${notesOf(kind)} does not answer: ${cause.message}`, { cause, remedy: fromFile });
    },
  );
  if (answer.ok) return z.object({ body: z.string() }).parse(await answer.json()).body;
  throw new InfrastructureError(`${notesOf(kind)} answers ${answer.status}.`, { remedy: fromFile });
}

const fromFile = 'Save the release’s notes from elsewhere, and give them with --notes <file>.';
