import semver from 'semver';
import { z } from 'zod';

/** Parts of a cluster whose version may decide what a claim comes to. `compatibility`: the Istio release whose defaults istiod takes over. */
export const versioned = ['istio', 'kubernetes', 'envoy', 'compatibility'] as const;
type Part = (typeof versioned)[number];

/** What was measured of a cluster; a part whose version is not known is left out. */
export type Versions = Partial<Record<Part, string>>;

/** Versions of one part, such as `istio >=1.31`: the part, then a range as npm writes it. */
export type VersionRange = `${Part} ${string}`;

interface Parsed {
  part: Part;
  range: string;
}

const parsed = (text: string): Parsed => {
  const [part = '', ...range] = text.split(' ');
  return { part: part as Part, range: range.join(' ') };
};

export const isVersionRange = (text: string): text is VersionRange => versioned.some((part) => text.startsWith(`${part} `));

/** Why a text names no versions, and what to write instead; undefined where it does. */
export function faultOfRange(text: string): string | undefined {
  if (!isVersionRange(text)) return `“${text}” begins with no part of a cluster: ${versioned.join(', ')}, then a space`;
  const { part, range } = parsed(text);
  const example = `such as ${part} >=1.31, ${part} <1.31, ${part} 1.31 or ${part} >=1.29 <1.31`;
  const valid = semver.validRange(range);
  if (valid === null || range.trim() === '') return `“${text}” has no range of versions: write one, ${example}`;
  if (valid === '*') return `“${text}” leaves no version out: write a range, ${example}`;
  if (semver.subset(range, '<0.0.0-0')) return `“${text}” holds no version: write a range, ${example}`;
  const early = /\d-[0-9A-Za-z][^\s|]*/.test(range);
  return early ? `“${text}”: what stands behind the patch number is not compared: leave it out, ${example}` : undefined;
}

/** In a file that people write; the fault is the message. */
export const versionRange = z
  .templateLiteral([z.enum(versioned), ' ', z.string()], { error: ({ input }) => faultOfRange(String(input)) })
  .check(({ value, issues }) => {
    const message = faultOfRange(value);
    if (message) issues.push({ code: 'custom', input: value, message });
  }) satisfies z.ZodType<VersionRange>;

/** Whether a cluster has one of these versions; undefined where its version is not known. Pre-releases and vendors' builds count as their release. */
export function holds(text: VersionRange, versions: Versions): boolean | undefined {
  const { part, range } = parsed(text);
  // nodes of two versions are named together
  const version = versions[part]?.includes(' ') ? null : semver.coerce(versions[part]);
  return version === null ? undefined : semver.satisfies(version, range);
}

/** Whether all hold; undefined where that hangs on a version that is not known. */
export function allHold(ranges: readonly VersionRange[], versions: Versions): boolean | undefined {
  const each = ranges.map((range) => holds(range, versions));
  if (each.includes(false)) return false;
  return each.includes(undefined) ? undefined : true;
}

/** Whether a cluster can be that has versions of both. */
export function overlap(some: readonly VersionRange[], others: readonly VersionRange[]): boolean {
  const pairs = some.flatMap((one) => others.map((other) => [parsed(one), parsed(other)] as const));
  return pairs.every(([a, b]) => a.part !== b.part || semver.intersects(a.range, b.range));
}

/** A part's version in words, such as `Istio 1.31.0`. */
export function named(text: VersionRange, versions: Versions): string {
  const { part } = parsed(text);
  return versions[part] === undefined ? `${part} of unknown version` : `${part} ${versions[part]}`;
}
