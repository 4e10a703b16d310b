import { claim } from '#meshproof';

/** Counts the different numbers of services in a text. */
const thresholds = (text: string) =>
  `${text} | grep -oE '(< )?[0-9][0-9,s+-]*( of)? services' | sed -E 's/ of services| services//; s/,//' | sort -u | wc -l`;

claim('m1-fw-small', async ({ control, expect, erratum, reader }) => {
  const one = `printf 'from 500+ services on\\nwith 500+ services\\n'`;
  const corrected = `echo '- Small to medium scale (where one team still oversees every service and its policies)'`;
  await control('a text with one threshold counts as one', reader.runs(thresholds(one))).toPrint(/^1$/m);
  await control(
    'the document’s own line has one threshold',
    reader.runs(thresholds('sed -n 434p fixtures/documents/module-1.md')),
  ).toPrint(/^1$/m);
  await erratum(reader.runs(thresholds(corrected))).toPrint(/^0$/m);
  await expect(reader.runs(thresholds('cat fixtures/documents/module-1.md'))).toPrint(/^1$/m);
});
