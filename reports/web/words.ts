/** 260 → `260 ms`, 5230 → `5.2 s`, 332000 → `5 min 32 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** An ISO instant as `2026-01-02 03:04:05 UTC`, without fractions of a second. */
export const instant = (iso: string) => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The time of day of an ISO instant, to the millisecond: `03:04:05.678`. The first screen shows the date. */
export const clock = (iso: string) => new Date(iso).toISOString().slice(11, 23);

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  return count < 1024 ** 2 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 ** 2).toFixed(1)} MB`;
}

/** `1 claim`, `2 claims`. */
export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The first twelve digits of a hash, enough to compare by eye. */
export const shortHash = (sha256: string) => sha256.slice(0, 12);

/** The number of an observation in its claim: `3` of m1-ex4-attacker-blocked/3. */
export const shortId = (id: string) => id.slice(id.lastIndexOf('/') + 1);
