import type { Matrix, Row } from './schema.ts';

/** RFC 4180. A spreadsheet takes what begins like a formula for one, and the words are a stranger's. */
const field = (value: string | number): string => {
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const differs: Record<Row['differs'], string> = {
  verdict: 'another verdict',
  outcome: 'another outcome',
  tested: 'not tested everywhere',
  no: 'no',
};

/** A line a claim, and for each cell its verdict, how that compares with the ledger, and the reason. */
export function csvOf({ cells, claims }: Matrix): string {
  const columns = cells.flatMap(({ title }, index) =>
    ['verdict', 'ledger', 'reason'].map((what) => `${index + 1} ${title}: ${what}`),
  );
  const head = ['claim', 'document', 'line', 'says', 'differs', ...columns];
  const lines = claims.map(({ id, document, line, says, differs: how, results }) => [
    ...[id, document, line, says, differs[how]],
    ...results.flatMap((one) => (one ? [one.verdict, one.standing, one.reason] : ['', '', ''])),
  ]);
  return [head, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}
