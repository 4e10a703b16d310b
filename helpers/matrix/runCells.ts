import { outcomeOf } from '../evidence/outcome.ts';
import { leftOf, madeSince, type Wanted } from './standing.ts';
import { describeWish, type Wish } from './wishes.ts';

/** One combination of versions, with the folder of its packs and the name of its cluster. */
export interface Cell {
  wish: Wish;
  folder: string;
  cluster: string;
}

export interface Done {
  cell: Cell;
  /** Exit status of its run; undefined where this call has none of it. */
  status?: number;
  pack?: string;
  says?: string;
}

/** What a cell is run by. */
export interface Tools {
  /** Runs the claims on the cell's cluster, and returns the exit status of `make verify`. */
  verify: (cell: Cell, resume: string | undefined) => Promise<number>;
  stands: (cluster: string) => boolean;
  down: (cluster: string) => Promise<unknown>;
  interrupted: () => boolean;
  say: (line: string) => void;
  now: () => Date;
}

/** Runs cells one after the other. A cell that fails stops none of the others; Ctrl-C leaves the rest as it is. */
export async function runCells(cells: readonly Cell[], only: number | undefined, wanted: Wanted, tools: Tools): Promise<Done[]> {
  const done: Done[] = [];
  const took: number[] = [];
  for (const [index, cell] of cells.entries()) {
    const skipped = (only !== undefined && only !== index) || tools.interrupted();
    const begun = tools.now();
    const one = skipped ? await notRun(cell, wanted) : await runCell(cell, index, cells.length, wanted, tools, took);
    done.push(one);
    if (!skipped && one.ran) took.push(tools.now().getTime() - begun.getTime());
    // one that was interrupted is gone on with on its own cluster
    if (!skipped && !tools.interrupted() && tools.stands(cell.cluster)) await tools.down(cell.cluster);
  }
  return done.map(({ cell, status, pack, says }) => ({ cell, status, pack, says }));
}

type Ran = Done & { ran?: boolean };

async function runCell(
  cell: Cell,
  index: number,
  of: number,
  wanted: Wanted,
  tools: Tools,
  took: readonly number[],
): Promise<Ran> {
  const name = `cell ${index + 1} of ${of}: ${describeWish(cell.wish)}`;
  const left = await leftOf(cell.folder, wanted, tools.stands(cell.cluster));
  if (left && 'pack' in left) {
    tools.say(`${name}: its pack is complete and of the same suite, ledger and claims: it is not run again`);
    return { cell, status: outcomeOf(left.evidence).exit, pack: left.pack };
  }
  tools.say(`${name}${left ? ', gone on with' : ''}${timeLeft(took, of - index)}`);
  // a cluster that an earlier run left, of which nothing is to be gone on with, is not the cell’s own
  if (!left && tools.stands(cell.cluster)) await tools.down(cell.cluster);
  const begun = tools.now();
  const status = await tools.verify(cell, left?.resume);
  const pack = await madeSince(cell.folder, begun);
  return { cell, ran: true, status, pack, ...(!pack && { says: `its run ended with status ${status} and left no pack` }) };
}

async function notRun(cell: Cell, wanted: Wanted): Promise<Ran> {
  const left = await leftOf(cell.folder, wanted, false);
  return left && 'pack' in left ? { cell, pack: left.pack } : { cell, says: 'not run yet' };
}

function timeLeft(took: readonly number[], cells: number): string {
  if (took.length === 0) return '';
  const each = took.reduce((sum, one) => sum + one, 0) / took.length;
  return ` (about ${Math.max(1, Math.round((each * cells) / 60_000))} min left for ${cells === 1 ? 'it' : `${cells} cells`})`;
}

/** That of the worst cell of this call: a higher exit status is a worse one. */
export const worst = (done: readonly Done[]): number => Math.max(0, ...done.flatMap(({ status }) => status ?? []));
