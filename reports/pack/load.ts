import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Artifact,
  type Evidence,
  evidenceSchema,
  type ObjectChange,
  type WalkEntry,
} from '../../helpers/evidence/schema.ts';
import type { Fidelity } from '../../helpers/evidence/fidelity.ts';
import { evidenceText, packLimits, rawFile } from '../../helpers/evidence/packFiles.ts';
import type { Notices } from '../../helpers/evidence/notices.ts';
import type { Walkthrough } from '../../helpers/walkthrough/schema.ts';
import { PackError } from './errors.ts';
import { jsonPath, parseJson } from './json.ts';
import { parseFidelity } from './parseFidelity.ts';
import { parseNotices } from './parseNotices.ts';
import { parseWalkthrough } from './parseWalkthrough.ts';

/** Texts up to this many bytes are read with the pack, and the page can show them. */
export const inlineLimit = 8 * 1024;

/** Recordings up to this many bytes play in the page. */
const castLimit = 1024 ** 2;

/** Captures up to this many bytes are read with the pack, and the page shows their deciding packet. */
const captureLimit = 4 * 1024 ** 2;

/** A walk-through in the pack. */
export interface Walk {
  entry: WalkEntry;
  told: Walkthrough;
  /** The recording. Undefined where raw/ lacks the recording, or the recording is too long for the page. */
  cast: string | undefined;
}

export interface Pack {
  dir: string;
  evidence: Evidence;
  /** SHA-256 of the file evidence.json. evidence.json names every raw file by hash, so this hash covers the whole pack. */
  root: string;
  /** By claim id: SHA-256 of the claim in evidence.json, in canonical form (RFC 8785). */
  claimHashes: ReadonlyMap<string, string>;
  /** By sha256: small text artifacts and the documents under test. */
  texts: ReadonlyMap<string, string>;
  /** By sha256: packet captures of at most `captureLimit` bytes. */
  captures: ReadonlyMap<string, Uint8Array>;
  /** What the suite was last measured to notice. Undefined where the pack does not say it. */
  notices: Notices | undefined;
  /** What independent suites said of a cluster of the same parts. Undefined where the pack does not say it. */
  fidelity: Fidelity | undefined;
  /** The walk-throughs that raw/ has. */
  walks: readonly Walk[];
  /** Hashes that evidence.json names and raw/ lacks. */
  missing: ReadonlySet<string>;
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

// Hashes the JSON of the file: the parsed form has defaults that the file lacks.
const hashClaims = (claims: Evidence['claims']) =>
  new Map(claims.map((claim) => [claim.id, sha256Of(canonicalize(claim) ?? '')]));

function parseEvidence(source: string, file: string): Pick<Pack, 'evidence' | 'claimHashes'> {
  const json = parseJson(source, file, 'Run the claims again, or restore the pack.');
  const parsed = evidenceSchema.safeParse(json);
  if (parsed.success) return { evidence: parsed.data, claimHashes: hashClaims((json as Evidence).claims) };
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

/** The object before and after a change, without a side that does not exist. */
export const sidesOf = ({ before, after }: ObjectChange): Artifact[] => [before, after].filter((side) => side !== undefined);

/** Every artifact of a claim, in the order of the page. */
export function artifactsOf(claim: Evidence['claims'][number]): Artifact[] {
  return [
    ...claim.changes.flatMap(({ artifacts, objects }) => [...artifacts, ...objects.flatMap(sidesOf)]),
    ...claim.observations.flatMap(({ artifacts }) => artifacts),
  ];
}

const textual = /^(text\/|application\/(json|yaml|x-yaml|xml|x-sh)\b)/;

export const isCapture = ({ mediaType }: Artifact) => mediaType === 'application/vnd.tcpdump.pcap';

export const isText = ({ mediaType }: Artifact) => textual.test(mediaType);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

type Wanted = 'text' | 'capture' | 'presence';

function wantedAs(artifact: Artifact): Wanted {
  if (isText(artifact)) return artifact.bytes <= inlineLimit ? 'text' : 'presence';
  return isCapture(artifact) && artifact.bytes <= captureLimit ? 'capture' : 'presence';
}

function readRaw(dir: string, wanted: ReadonlyMap<string, Wanted>): Pick<Pack, 'texts' | 'captures' | 'missing'> {
  const texts = new Map<string, string>();
  const captures = new Map<string, Uint8Array>();
  const missing = new Set<string>();
  // Synchronous: for thousands of small files promises take ten times as long.
  for (const [sha256, how] of wanted) {
    const file = join(dir, 'raw', sha256);
    try {
      if (!existsSync(file)) missing.add(sha256);
      else if (how === 'capture') captures.set(sha256, rawFile(dir, sha256, captureLimit));
      else if (how === 'text') texts.set(sha256, decoder.decode(rawFile(dir, sha256, packLimits.record)));
    } catch (error) {
      // A text that is not UTF-8 is linked like a binary file.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    }
  }
  return { texts, captures, missing };
}

function toWalk(entry: WalkEntry, texts: ReadonlyMap<string, string>): Walk[] {
  const source = texts.get(entry.told.sha256);
  if (source === undefined) return [];
  return [{ entry, told: parseWalkthrough(source, `raw/${entry.told.sha256}`), cast: texts.get(entry.cast.sha256) }];
}

function toKept<T>(
  kept: Artifact | undefined,
  texts: ReadonlyMap<string, string>,
  parse: (source: string, file: string) => T,
): T | undefined {
  const source = kept && texts.get(kept.sha256);
  return source === undefined ? undefined : parse(source, `raw/${kept?.sha256}`);
}

/**
 * Reads `<dir>/evidence.json` alone.
 *
 * @throws {PackError} where the file is missing or invalid
 */
export async function readEvidence(dir: string): Promise<Pick<Pack, 'evidence' | 'claimHashes'> & { source: string }> {
  const file = join(dir, 'evidence.json');
  const source = await Promise.try(() => evidenceText(dir)).catch((error: unknown) => {
    if (isAbsent(error))
      throw new PackError(`${dir} is not an evidence pack: evidence.json is missing. Name a folder below reports/out.`);
    throw error;
  });
  return { ...parseEvidence(source, file), source };
}

/**
 * Reads `<dir>/evidence.json` and the small texts of `<dir>/raw`.
 *
 * @throws {PackError} where a file is missing or invalid
 */
export async function loadPack(dir: string): Promise<Pack> {
  const { evidence, claimHashes, source } = await readEvidence(dir);
  const objects = evidence.claims.flatMap(({ changes }) => changes.flatMap((change) => change.objects.flatMap(sidesOf)));
  // These are read whatever their length: the page shows parts of them.
  const told = evidence.walkthroughs.map((walk) => walk.told);
  const kept = [evidence.notices, evidence.fidelity].filter((one) => one !== undefined);
  const whole = [...evidence.documents, ...objects, ...told, ...kept];
  const wanted = new Map<string, Wanted>(whole.map(({ sha256 }) => [sha256, 'text']));
  for (const artifact of evidence.claims.flatMap(artifactsOf)) {
    const how = wantedAs(artifact);
    if (how !== 'presence' || !wanted.has(artifact.sha256)) wanted.set(artifact.sha256, how);
  }
  for (const { cast } of evidence.walkthroughs) wanted.set(cast.sha256, cast.bytes <= castLimit ? 'text' : 'presence');
  const raw = readRaw(dir, wanted);
  const walks = evidence.walkthroughs.flatMap((entry) => toWalk(entry, raw.texts));
  const notices = toKept(evidence.notices, raw.texts, parseNotices);
  const fidelity = toKept(evidence.fidelity, raw.texts, parseFidelity);
  return { dir, evidence, claimHashes, root: sha256Of(source), walks, notices, fidelity, ...raw };
}
