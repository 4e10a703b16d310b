import type { MatrixRecord } from '../../helpers/matrix/record.ts';
import { cellsOf, notesOf, type Source } from './cells.ts';
import { rowsOf } from './rows.ts';
import { type Matrix, matrixSchema } from './schema.ts';

/** Claims × cells, as matrix.json has them. */
export function toMatrix(sources: readonly Source[], { at, version }: Pick<MatrixRecord, 'at' | 'version'>): Matrix {
  const cells = cellsOf(sources);
  return matrixSchema.parse({
    $schema: './matrix.schema.json',
    schema: 'meshproof/matrix/v1',
    at,
    version,
    exit: Math.max(...cells.map(({ exit }) => exit)),
    notes: notesOf(sources),
    cells,
    claims: rowsOf(
      sources.map(({ evidence }) => evidence),
      sources.map(({ problems }) => problems.length === 0),
    ),
  });
}
