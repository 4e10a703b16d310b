import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, type Evidence, evidenceSchema } from '../helpers/evidence/schema.ts';

/** Text of at most this many bytes is read with the pack and can stand in the page itself. */
export const inlineLimit = 8 * 1024;

export interface Pack {
  dir: string;
  evidence: Evidence;
  /** By sha256: small text artifacts and the documents under test. */
  texts: ReadonlyMap<string, string>;
  /** Hashes that evidence.json names and raw/ lacks. */
  missing: ReadonlySet<string>;
}

/** The pack cannot be used; the message says which file, where in it, and what to do. */
export class PackError extends Error {
  override name = 'PackError';
}

/** `$.claims[3].verdict`: where in evidence.json a value stands. */
const jsonPath = (path: readonly PropertyKey[]) =>
  `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}`;

function parseEvidence(source: string, file: string): Evidence {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw new PackError(`${file} is not JSON: ${(error as Error).message}. Run the claims again, or restore the pack.`, {
      cause: error,
    });
  }
  const parsed = evidenceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues;
  const more = others.length
    ? ` (and ${others.length} more: ${others
        .slice(0, 3)
        .map(({ path }) => jsonPath(path))
        .join(', ')})`
    : '';
  throw new PackError(
    `${file} breaks meshproof/evidence/v1 at ${jsonPath(first?.path ?? [])}: ${first?.message}${more}. ` +
      'Render it with the suite version that wrote it, or run the claims again.',
  );
}

/** Every artifact of a claim, in the order in which the page shows them. */
export const artifactsOf = (claim: Evidence['claims'][number]): Artifact[] => [
  ...claim.changes.flatMap(({ artifacts }) => artifacts),
  ...claim.observations.flatMap(({ artifacts }) => artifacts),
];

const textual = /^(text\/|application\/(json|yaml|x-yaml|xml|x-sh)\b)/;

export const isText = ({ mediaType }: Artifact) => textual.test(mediaType);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Reads and validates `<dir>/evidence.json` and the small texts of `<dir>/raw`. Throws PackError. */
export async function loadPack(dir: string): Promise<Pack> {
  const file = join(dir, 'evidence.json');
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isAbsent(error))
      throw new PackError(`${dir} is no evidence pack: it has no evidence.json. Name a folder under reports/out.`);
    throw error;
  });
  const evidence = parseEvidence(source, file);
  const artifacts = evidence.claims.flatMap(artifactsOf);
  const wanted = new Map<string, boolean>(evidence.documents.map(({ sha256 }) => [sha256, true]));
  for (const artifact of artifacts) {
    const readable = isText(artifact) && artifact.bytes <= inlineLimit;
    wanted.set(artifact.sha256, (wanted.get(artifact.sha256) ?? false) || readable);
  }
  const texts = new Map<string, string>();
  const missing = new Set<string>();
  for (const [sha256, readable] of wanted) {
    try {
      const bytes = await readFile(join(dir, 'raw', sha256));
      if (readable) texts.set(sha256, decoder.decode(bytes));
    } catch (error) {
      if (isAbsent(error)) missing.add(sha256);
      // Bytes that are not UTF-8 are linked, whatever their media type says.
      else if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    }
  }
  return { dir, evidence, texts, missing };
}
