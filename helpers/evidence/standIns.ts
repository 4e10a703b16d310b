import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../root.ts';

export const standInsFile = 'fixtures/stand-ins.yaml';

export const standInsSchema = z
  .record(z.string(), z.array(z.string()).min(1).describe('globs of the ids of the claims that it touches'))
  .describe('What each stand-in of a cluster touches, by the name that its provider gives.');

let read: Record<string, string[]> | undefined;

/** Globs of the claims that a stand-in touches. One that is not listed touches all: it is better shown too often than never. */
export function affectedBy(standIn: string): string[] {
  read ??= standInsSchema.parse(parse(readFileSync(join(root, standInsFile), 'utf8')));
  return read[standIn] ?? ['*'];
}

/** The names of those stand-ins that touch a claim. */
export function standInsOf(id: string, standIns: readonly { name: string }[]): string[] {
  return standIns.filter(({ name }) => picomatch.isMatch(id, affectedBy(name))).map(({ name }) => name);
}
