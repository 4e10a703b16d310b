import type { Corrections, Expected, Promised } from './corrections.ts';
import type { WalkedCommand } from './schema.ts';

/** A command as a walk would have typed it, for tests: succeeded on the host unless `exit` or `more` say otherwise. */
export const plantedCommand = (line: number, output: string, exit = 0, more: Partial<WalkedCommand> = {}): WalkedCommand => ({
  line,
  lastLine: line,
  typed: `command ${line}`,
  attempt: 'as it stands',
  shell: 'host',
  at: 0,
  seconds: 0,
  exit,
  stages: [exit],
  output,
  interrupted: false,
  ...more,
});

type Planted = {
  setUp?: Corrections['setUp'];
  accepts?: Corrections['accepts'];
  promises?: (Omit<Promised, 'count'> & { count?: Partial<Promised['count']> })[];
  written?: (Omit<Expected, 'attempt' | 'as'> & Partial<Pick<Expected, 'attempt' | 'as'>>)[];
};

/** Corrections as they are loaded, for tests: with lines, and the schema's defaults. */
export const plantedCorrections = ({ setUp = [], accepts = [], promises = [], written = [] }: Planted): Corrections => ({
  document: 'a.md',
  placeholders: {},
  setUp,
  accepts,
  promises: promises.map((one) => ({ ...one, ...(one.count && { count: { distinct: false, ...one.count } }) })) as Promised[],
  written: written.map((one) => ({ attempt: 'as it stands' as const, as: 'written' as const, ...one })),
});
