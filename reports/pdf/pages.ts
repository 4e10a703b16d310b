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

/** The file with `at` for the hour of printing: the same pack gives the same bytes. `at`: ISO instant. */
export function withDate(pdf: Buffer, at: string): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return Buffer.from(pdf.toString('latin1').replaceAll(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${digits}`), 'latin1');
}
