/** `warn`: works, with a drawback; `fail`: the chosen provider cannot work. */
export type Status = 'ok' | 'warn' | 'fail';

/** One thing that was looked at. */
export type Check = { name: string; status: Status; found: string; remedy?: string };

/** A bad check carries its remedy; a good one needs none. */
export function check(name: string, status: Status, found: string, remedy?: string): Check {
  return status === 'ok' ? { name, status, found } : { name, status, found, remedy };
}

/** One line each, remedies below theirs. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.flatMap(({ name, status, found, remedy }) => [
    `${status.padEnd(4)}  ${name.padEnd(width)}  ${found}`,
    ...(remedy ? [`${' '.repeat(width + 8)}→ ${remedy}`] : []),
  ]);
}
