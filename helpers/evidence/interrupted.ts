import type { Event } from './journal.ts';
import type { Assertion } from './schema.ts';

/** What a claim that was begun and never finished had come to, in words; undefined for one that was not begun. */
export function interrupted(id: string, events: Event[]): string | undefined {
  const start = events.findLastIndex((one) => one.event === 'claim-started' && one.claim === id);
  if (start < 0) return undefined;
  const last = new Map<number, Assertion>();
  for (const one of events.slice(start)) if (one.event === 'assertion' && one.claim === id) last.set(one.number, one.assertion);
  const [controls, expectations] = [true, false].map((wanted) => {
    const some = [...last.values()].filter(({ beat }) => (beat === 'control') === wanted);
    return `${some.filter(({ agrees }) => agrees).length} of ${some.length}`;
  });
  return `when ${controls} controls and ${expectations} expectations had agreed`;
}
