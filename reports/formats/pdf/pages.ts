/**
 * Page (from 1) of every named destination of a PDF that Chromium printed.
 * Chromium (Skia) leaves dictionaries uncompressed and numbers page objects in the order of pages.
 */
export function destinationPages(pdf: Buffer): Map<string, number> {
  const source = pdf.toString('latin1');
  const objects = [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n<<\/Type \/Page\n/g)].map(([, number]) => Number(number));
  const pageOf = new Map(objects.sort((a, b) => a - b).map((number, index) => [number, index + 1]));
  const destinations = source.matchAll(/(?:\n|<<)\/([^\s[]+) \[(\d+) 0 R \/XYZ /g);
  return new Map(
    [...destinations].flatMap(([, name, object]) => {
      const page = pageOf.get(Number(object));
      return name && page ? [[name, page] as const] : [];
    }),
  );
}

/** Replaces the time of printing by the ISO instant `at`: the same pack gives the same bytes. */
export function withDate(pdf: Buffer, at: string): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return Buffer.from(pdf.toString('latin1').replaceAll(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${digits}`), 'latin1');
}

/**
 * Renumbers the elements of the structure tree by rank: Chromium's numbers vary from print to print. Length and order of
 * the names stay, so that offsets and the name tree stay valid.
 */
export function withRanks(pdf: Buffer): Buffer {
  const source = pdf.toString('latin1');
  const names = [...new Set(source.match(/\(node\d{8}\)/g))].sort();
  const ranks = new Map(names.map((name, rank) => [name, `(node${String(rank + 1).padStart(8, '0')})`]));
  return Buffer.from(
    source.replaceAll(/\(node\d{8}\)/g, (name) => ranks.get(name) ?? name),
    'latin1',
  );
}
