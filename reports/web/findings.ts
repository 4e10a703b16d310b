import type { Finding } from '../../helpers/walkthrough/schema.ts';

/** What the reader sees at a finding, as a verb. Every page and table uses these words. */
export const findingWords: Record<Finding['kind'], string> = {
  fails: 'fails',
  says: 'prints an error',
  warns: 'warns',
  promise: 'shows something else',
};
