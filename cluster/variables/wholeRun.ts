/** What of a program's environment a run of make verify within the program must not meet: it would be a part of a run, or the rest of one. */
export const wholeRun = { RESUME: '', SHARD: '' } as const;
