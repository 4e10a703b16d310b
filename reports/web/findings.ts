import type { Finding } from '../../helpers/walkthrough/schema.ts';

/** What a command or a promise does at a finding, in the words of every page and table. */
export const findingWords: Record<Finding['kind'], string> = {
  fails: 'fails',
  says: 'prints an error',
  warns: 'warns',
  promise: 'shows something else',
};
