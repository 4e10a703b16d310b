import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import { evidenceSchema, type ClaimEvidence } from '../evidence/schema.ts';
import { evidenceText } from '../evidence/packFiles.ts';

/** What a run observed in a text: its claims by id. */
export interface Proof {
  run: string;
  folder: string;
  claims: ReadonlyMap<string, ClaimEvidence>;
}

/**
 * The pack in `folder`, as far as it is about this very text. Undefined where it is about another one, or where there is none.
 *
 * @param asked somebody named the folder: then both are errors
 * @throws {UsageError} see `asked`
 */
export async function proofOf(
  root: string,
  folder: string,
  { path, sha256 }: MarkdownDocument,
  asked: boolean,
): Promise<Proof | undefined> {
  const file = join(resolve(root, folder), 'evidence.json');
  if (!existsSync(file)) return asked ? refuse(`PACK=${folder}: there is no evidence.json of a pack in it.`) : undefined;
  const parsed = evidenceSchema.safeParse(JSON.parse(evidenceText(resolve(root, folder))));
  if (!parsed.success)
    return asked ? refuse(`PACK=${folder}: its evidence.json is not one of this version of the suite.`) : undefined;
  const { run, documents, claims } = parsed.data;
  if (documents.some((one) => one.path === path && one.sha256 === sha256))
    return { run: run.id, folder, claims: new Map(claims.map((claim) => [claim.id, claim])) };
  if (!asked) return undefined;
  return refuse(`PACK=${folder}: its ${path} is another text than the one here. Name a pack of this text, or leave PACK out.`);
}

function refuse(what: string): never {
  throw new UsageError(what);
}
