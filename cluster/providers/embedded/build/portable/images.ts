import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { InfrastructureError, InterruptedError, UsageError } from '../../../../host/errors.ts';
import { builtImages } from '../dag/images.ts';

/** Where images are kept: Podman, or a stand-in of a test. */
export interface ImageStore {
  /** Name → digest. */
  built(): Promise<ReadonlyMap<string, string>>;
  /** Adds an image to an OCI layout, where layers that several have are once. Its digest stays what it is. */
  save(tag: string, layout: string, signal?: AbortSignal): Promise<void>;
  /** Takes an image out of an OCI layout. */
  load(tag: string, digest: string, layout: string, signal?: AbortSignal): Promise<void>;
}

const indexSchema = z.object({
  manifests: z.array(z.object({ digest: z.string(), annotations: z.record(z.string(), z.string()) })),
});

/** The digest that a layout has under an image's name. */
export function digestIn(layout: string, tag: string): string | undefined {
  const { manifests } = indexSchema.parse(JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')));
  return manifests.find(({ annotations }) => annotations['org.opencontainers.image.ref.name'] === tag)?.digest;
}

async function podman(args: readonly string[], options: { cwd?: string; signal?: AbortSignal } = {}): Promise<string> {
  const { cwd, signal } = options;
  const result = await execa('podman', args, { cwd, reject: false, ...(signal && { cancelSignal: signal }) });
  if (result.isCanceled) throw new InterruptedError('podman was stopped.');
  if (result.failed) throw new InfrastructureError(`\`podman ${args.slice(0, 2).join(' ')}\` failed:\n  ${result.stderr}`);
  return result.stdout.trim();
}

export const podmanImages: ImageStore = {
  built: () => builtImages(),
  async save(tag, layout, signal) {
    await podman(['save', '--quiet', '--uncompressed', '--format', 'oci-dir', '--output', layout, tag], { signal });
  },
  async load(tag, digest, layout, signal) {
    if (digestIn(layout, tag) !== digest)
      throw new UsageError(`The packed image ${tag} has not the digest that the manifest says.`);
    // Podman names what it pulls after the folder; a bare folder's name is in lower case whatever stands above it
    const [cwd, folder] = [dirname(layout), basename(layout)];
    const id = await podman(['pull', '--quiet', `oci:${folder}:${tag}`], { cwd, signal });
    const pulled = await podman(['image', 'inspect', '--format', '{{.Digest}}', id], { signal });
    if (pulled !== digest) throw new InfrastructureError(`Podman took image ${tag} over as ${pulled}, packed as ${digest}.`);
    await podman(['tag', id, tag], { signal });
    const [former] = await namesOf(id, `localhost/${folder}:latest`);
    if (former) await podman(['untag', id, former], { signal });
  },
};

async function namesOf(id: string, wanted: string): Promise<string[]> {
  const names = await podman(['image', 'inspect', '--format', '{{range .RepoTags}}{{.}}\n{{end}}', id]);
  return names.split('\n').filter((name) => name === wanted);
}
