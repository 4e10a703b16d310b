import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UsageError } from '../../../../host/errors.ts';

export const manifestFile = 'manifest.json';
export const platform = `${process.platform}-${process.arch}`;

/** Names below a folder, and nothing that leads out of it. */
const insidePath = z.string().regex(/^(?!\.{1,2}(\/|$))[\w.@%+=:,~-]+(\/(?!\.{1,2}(\/|$))[\w.@%+=:,~-]+)*$/);
const name = z.string().regex(/^[a-z0-9-]+$/);
const key = z.string().regex(/^[0-9a-f]{16}$/);

const fileSchema = z.strictObject({
  path: insidePath,
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  executable: z.boolean(),
});

const manifestSchema = z.strictObject({
  schema: z.literal('meshproof/build-cache/v1'),
  /** Of the whole build: equal keys mean equal steps. */
  key,
  /** Step keys do not tell one processor from another. */
  platform: z.string(),
  folders: z.array(z.strictObject({ name, key, files: z.array(fileSchema) })),
  images: z.array(z.strictObject({ name, key, digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })),
  /** The files of the OCI layout that holds all images. */
  layout: z.array(fileSchema),
});

export type PackedFile = z.infer<typeof fileSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** One key for a whole build, out of those of its steps. */
export function buildKey(keys: ReadonlyMap<string, string>): string {
  const steps = [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([platform, steps]))
    .digest('hex')
    .slice(0, 16);
}

/** Where a step's file, or one of the images' layout, stands in the archive. */
export const folderMember = (step: { name: string; key: string }, path: string): string =>
  `steps/${step.name}-${step.key}/${path}`;
export const layoutMember = (path: string): string => `images/${path}`;

/** Every member of the archive but the manifest itself, by its path there. */
export function membersOf({ folders, layout }: Manifest): Map<string, PackedFile> {
  const inFolders = folders.flatMap((step) => step.files.map((file) => [folderMember(step, file.path), file] as const));
  return new Map([...inFolders, ...layout.map((file) => [layoutMember(file.path), file] as const)]);
}

/** @throws UsageError when the text is no manifest of a packed build */
export function parseManifest(text: string, file: string): Manifest {
  const remedy = 'Take a file that `make cache-pack` wrote, whole and unaltered.';
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause).split('\n').slice(0, 2).join(' ') : String(cause);
    throw new UsageError(`${file} is not a packed build of Meshproof: its ${manifestFile} is not valid (${why}).`, {
      remedy,
      cause,
    });
  }
}
