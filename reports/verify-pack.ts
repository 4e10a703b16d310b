import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../helpers/evidence/schema.ts';
import { checksumFile, hashFile, listFiles, parseChecksums } from './checksums.ts';

// Node's own modules only: an auditor checks a pack without installing what this suite needs to run.

const readable = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function checkChecksums(dir: string): Promise<string[]> {
  const listed = parseChecksums(await readFile(join(dir, checksumFile), 'utf8'));
  const present = new Set(await listFiles(dir));
  const problems: string[] = [];
  for (const [path, hash] of listed) {
    if (!present.has(path)) problems.push(`${path}: removed (listed in ${checksumFile}, not in the pack)`);
    else if ((await hashFile(join(dir, path))) !== hash)
      problems.push(`${path}: altered (its hash is not the one in ${checksumFile})`);
  }
  for (const path of present) if (!listed.has(path)) problems.push(`${path}: added (in the pack, not listed in ${checksumFile})`);
  return problems;
}

/** Everything that evidence.json names in raw/, with the place that names it. */
function namedArtifacts({ documents, claims }: Evidence): Map<string, string> {
  const named = new Map<string, string>();
  for (const { path, sha256 } of documents) named.set(sha256, `the document ${path}`);
  for (const claim of claims) {
    for (const { artifacts } of [...claim.changes, ...claim.observations]) {
      for (const { sha256, name } of artifacts) named.set(sha256, `${name} of ${claim.id}`);
    }
  }
  return named;
}

/** What the journal names too: a claim that was interrupted and run again leaves outputs that evidence.json has no use for. */
async function journaled(dir: string): Promise<Set<string>> {
  const journal = join(dir, 'journal.jsonl');
  if (!existsSync(journal)) return new Set();
  return new Set([...(await readFile(journal, 'utf8')).matchAll(/"sha256":"([0-9a-f]{64})"/g)].map(([, hash]) => hash as string));
}

async function checkArtifacts(dir: string, evidence: Evidence): Promise<string[]> {
  const raw = join(dir, 'raw');
  const present = new Set(existsSync(raw) ? await readdir(raw) : []);
  const named = namedArtifacts(evidence);
  const problems: string[] = [];
  for (const [sha256, whose] of named) {
    if (!present.has(sha256)) problems.push(`raw/${sha256}: missing (${whose}, named in evidence.json)`);
    else if ((await hashFile(join(raw, sha256))) !== sha256)
      problems.push(`raw/${sha256}: its content has another hash (${whose})`);
  }
  const alsoNamed = await journaled(dir);
  for (const name of present) {
    if (!named.has(name) && !alsoNamed.has(name))
      problems.push(`raw/${name}: orphan (neither evidence.json nor the journal names it)`);
  }
  return problems;
}

function checkCounts({ claims, summary }: Evidence): string[] {
  const counted = new Map<string, number>();
  for (const { verdict } of claims) counted.set(verdict, (counted.get(verdict) ?? 0) + 1);
  const wrong = [...new Set([...Object.keys(summary), ...counted.keys()])].flatMap((verdict) => {
    const said = (summary as Record<string, number>)[verdict] ?? 0;
    const found = counted.get(verdict) ?? 0;
    return said === found ? [] : [`evidence.json: summary says ${said} ${verdict}, its claims are ${found}`];
  });
  const ids = claims.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...wrong, ...twice.map((id) => `evidence.json: claim ${id} stands twice`)];
}

/**
 * Checks a pack against itself: SHA256SUMS, raw/ and the counts of evidence.json.
 * Returns one line for each problem, each beginning with the file's name; none means nothing was altered since rendering.
 * Whoever rewrites the whole pack, sums included, is not caught here: that needs a signature.
 */
export async function verifyPack(dir: string): Promise<string[]> {
  const problems: string[] = [];
  await checkChecksums(dir).then(
    (found) => problems.push(...found),
    (error: unknown) => problems.push(`${checksumFile}: cannot be used: ${readable(error)}`),
  );
  try {
    const evidence = JSON.parse(await readFile(join(dir, 'evidence.json'), 'utf8')) as Evidence;
    problems.push(...(await checkArtifacts(dir, evidence)), ...checkCounts(evidence));
  } catch (error) {
    problems.push(`evidence.json: cannot be used: ${readable(error)}`);
  }
  return [...new Set(problems)];
}
