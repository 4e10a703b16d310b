import { expect, test } from 'vitest';
import { destinationPages, withDate, withRanks } from './pages.ts';

const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj\n<</CreationDate (D:20991231235959+00'00')>>\nendobj\n7 0 obj\n<</Type /Page\n/X 1>>\nendobj\n3 0 obj\n<</Type /Page\n/X 1>>\nendobj\n9 0 obj\n<</m1-ex4 [7 0 R /XYZ 0 1 0]\n/claims [3 0 R /XYZ 0 2 0]\n/lost [8 0 R /XYZ 0 2 0]\n>>\n",
);

test('pages of destinations are counted in the order of page objects', () => {
  expect([...destinationPages(pdf)]).toEqual([
    ['m1-ex4', 2],
    ['claims', 1],
  ]);
});

test('the date is the run’s', () => {
  expect(withDate(pdf, '2026-01-02T03:04:05Z').toString()).toContain("/CreationDate (D:20260102030405+00'00')");
});

test('elements are numbered by rank, whatever gaps the page left', () => {
  const numbered = (...numbers: string[]) => Buffer.from(numbers.map((one) => `/ID (node${one})`).join('\n'));
  const ranks = numbered('00000002', '00000001', '00000002');
  expect(withRanks(numbered('00001667', '00001665', '00001667'))).toEqual(ranks);
  expect(withRanks(numbered('00001666', '00001665', '00001666'))).toEqual(ranks);
});
