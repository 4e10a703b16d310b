import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MatrixRecord } from '../../helpers/matrix/record.ts';
import { writeSample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { writeMatrix } from './writeMatrix.ts';

const folder = await temporaryFolder();
const page = join(folder, 'page');

async function matrixOf(record: Partial<MatrixRecord> = {}) {
  await mkdir(page, { recursive: true });
  const cells = [{ wish: { ISTIO: '1.31.0' }, pack: '../cells/istio-1.31.0/r-1' }];
  const whole = { schema: 'meshproof/matrix-cells/v1', at: '2026-01-02T04:00:00Z', version: '0.1.0', cells, ...record };
  await writeFile(join(page, 'cells.json'), JSON.stringify(whole));
  return writeMatrix(page);
}

const linkIn = async (file: string) => /href="([^"#]+)/.exec(await readFile(join(page, file), 'utf8'))?.[1];

test('page, data and lines for sites are written, and lead to the packs', async () => {
  await writeSample(join(folder, 'cells/istio-1.31.0/r-1'));
  const { matrix } = await matrixOf();
  expect(matrix.cells[0]?.run?.href).toBe('../cells/istio-1.31.0/r-1/index.html');
  expect((await readdir(page)).sort()).toEqual([
    'cells.json',
    'documents',
    'index.html',
    'matrix.csv',
    'matrix.json',
    'matrix.schema.json',
  ]);
  expect((await readdir(join(page, 'documents'))).sort()).toEqual([
    'module-9.html',
    'module-9.json',
    'module-9.md',
    'module-9.svg',
  ]);
  // a file of a folder further down
  expect(await linkIn('documents/module-9.html')).toBe('../../cells/istio-1.31.0/r-1/index.html');
  const before = await readFile(join(page, 'index.html'), 'utf8');
  expect(before).toContain('<b>Exercise');
  await matrixOf();
  expect(await readFile(join(page, 'index.html'), 'utf8')).toBe(before);
});

test('links lead to where the packs are published', async () => {
  await matrixOf({ link: 'https://example.org/packs/' });
  expect(await linkIn('documents/module-9.html')).toBe('https://example.org/packs/r-1/index.html');
});

test('a pack that was altered since it was signed is told', async () => {
  const pack = join(folder, 'cells/istio-1.31.0/r-1');
  await mkdir(join(pack, 'attestations'), { recursive: true });
  const { matrix } = await matrixOf();
  expect(matrix.exit).toBe(2);
  expect(matrix.cells[0]?.run?.problems[0]).toMatch(/SHA256SUMS: cannot be used/);
});

test.for([
  ['no record', undefined, /cells\.json cannot be read/],
  [
    'another record',
    { schema: 'another' as MatrixRecord['schema'] },
    /cells\.json breaks meshproof\/matrix-cells\/v1 at \$\.schema/,
  ],
  ['no such pack', { cells: [{ wish: {}, pack: 'nowhere' }] }, /nowhere is not an evidence pack/],
] as const)('%s is one clear error', async ([, record, message]) => {
  await expect(record ? matrixOf(record as Partial<MatrixRecord>) : writeMatrix(join(folder, 'none'))).rejects.toThrow(message);
});
