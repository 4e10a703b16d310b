import { hash } from 'node:crypto';
import { posix } from 'node:path';
import { type Finding, type GateResult, levels } from '../../helpers/gate/result.ts';

/** A finding with what every form needs of it. */
export interface Told extends Finding {
  /** From the root of the git repository. */
  path: string;
  /** The same in each run, wherever the words stand. */
  fingerprint: string;
  /** 1 for the first finding with this fingerprint, 2 for the second. */
  nth: number;
}

export const pathOf = ({ prefix }: Pick<GateResult, 'prefix'>, { file }: Pick<Finding, 'file'>): string =>
  posix.join(prefix, file);

const rank = ({ level, suppressed }: Finding) => (suppressed === undefined ? levels.indexOf(level) : levels.length);

/** Worst first; of equal ones the touched first; what is known of last. */
export function told(result: GateResult): Told[] {
  const seen = new Map<string, number>();
  return result.findings
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map((finding) => {
      const fingerprint = hash('sha256', `${finding.rule}\n${finding.about}`);
      const nth = (seen.get(fingerprint) ?? 0) + 1;
      seen.set(fingerprint, nth);
      return { ...finding, path: pathOf(result, finding), fingerprint, nth };
    })
    .sort((a, b) => rank(a) - rank(b) || Number(b.touched) - Number(a.touched));
}

/** What a reader of any form is told first. */
export const verdicts: Record<GateResult['exit'], string> = {
  0: 'the change may land',
  1: 'the change may not land',
  2: 'nothing was learned of a claim',
};

export const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
