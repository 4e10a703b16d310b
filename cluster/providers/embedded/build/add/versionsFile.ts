import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVersions } from '../../../../versions.ts';

const path = join(import.meta.dirname, '../../../../versions.yaml');

/** The parts of `cluster/versions.yaml` that have several versions. */
export type Part = 'kubernetes' | 'envoy' | 'istio';

export const isEntered = (part: Part, version: string): boolean => Object.hasOwn(readVersions()[part].versions, version);

/** Enters a version, before those that are there. The file is edited as text: it is read by people. */
export function enter(part: Part, version: string, entry: string): void {
  rewrite((text) => withEntry(text, part, version, entry));
}

export function rewrite(change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  readVersions(); // what was written is read again, by its schema
}

/** @param entry YAML in one line */
export function withEntry(text: string, part: Part, version: string, entry: string): string {
  const lines = text.split('\n');
  const head = lines.findIndex((line, index) => line === '  versions:' && sectionOf(lines, index) === part);
  return [...lines.slice(0, head + 1), `    ${version}: ${entry}`, ...lines.slice(head + 1)].join('\n');
}

const sectionOf = (lines: readonly string[], index: number) =>
  lines
    .slice(0, index)
    .findLast((line) => /^\w/.test(line))
    ?.replace(/:$/, '');
