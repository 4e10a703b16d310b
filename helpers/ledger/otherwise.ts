import { z } from 'zod';
import { isNegative, type Expectation } from '../verdict.ts';
import { faultOfRange, overlap, versionRange, type VersionRange } from '../versions.ts';
import { pattern } from './pattern.ts';

/** What a row expects at some versions, besides what it expects at all others. */
export const otherwiseSchema = z.strictObject({
  at: z
    .union([versionRange, z.array(versionRange).min(2)], { error: ({ input }) => faultIn(input) })
    .describe('the versions, such as `istio >=1.31` or `kubernetes <1.36`; of a list all have to hold'),
  expected: z
    .enum(['verified', 'contradicted', 'vacuous', 'stale'])
    .describe('the verdict that a run has to come to at these versions'),
  seen: z
    .union([pattern, z.array(pattern).min(2)])
    .optional()
    .describe('as `seen` of the claim, at these versions'),
  why: z.string().min(1).describe('the reason, and the two runs that show it: one at these versions, one at others'),
});

export type Otherwise = z.infer<typeof otherwiseSchema>;

/** The first fault of a range or a list of such. */
const faultIn = (input: unknown): string | undefined =>
  [input].flat().flatMap((one) => faultOfRange(String(one)) ?? [])[0] ?? 'a list names two ranges at least';

/** One verdict that a row expects, and whether it is expected of the cluster at hand. */
export interface Stated {
  /** All have to hold; none: the versions that no other names. */
  at: VersionRange[];
  expected: Expectation;
  why?: string;
  here: boolean;
}

export const rangesOf = ({ at }: Pick<Otherwise, 'at'>): VersionRange[] => [at].flat();

interface Row {
  expected: Expectation;
  seen?: string | string[] | undefined;
  versions?: Otherwise[] | undefined;
}

/** Whether a row is wrong as written, at one version at least. */
export const isWrong = ({ expected, versions = [] }: Pick<Row, 'expected' | 'versions'>): boolean =>
  [expected, ...versions.map((one) => one.expected)].some(isNegative);

/** The verdicts of a row in words: `verified; at istio >=1.31 contradicted`. */
export const describeExpected = ({ expected, versions = [] }: Pick<Row, 'expected' | 'versions'>): string =>
  [expected, ...versions.map((one) => `at ${rangesOf(one).join(' and ')} ${one.expected}`)].join('; ');

interface Fault {
  path: PropertyKey[];
  message: string;
}

/** What cannot be meant: at each version a row expects one verdict. */
export function faultsOfVersions({ expected, seen, versions = [] }: Row): Fault[] {
  const faults: Fault[] = [];
  const fault = (index: number, message: string) => faults.push({ path: ['versions', index], message });
  versions.forEach((one, index) => {
    const own = rangesOf(one);
    if (new Set(own.map((range) => range.split(' ')[0])).size < own.length)
      fault(index, `${own.join(' and ')} name one part twice: write one range`);
    if (expected === 'editorial') fault(index, 'an editorial passage is never run, at no version');
    if (expected === one.expected && String(seen) === String(one.seen))
      fault(index, `${own.join(' and ')} expects what the row expects at all other versions: leave it out`);
    const other = versions.slice(0, index).find((before) => overlap(rangesOf(before), own));
    if (other) fault(index, `${own.join(' and ')} and ${rangesOf(other).join(' and ')} name the same versions: keep them apart`);
  });
  return faults;
}
