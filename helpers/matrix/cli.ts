import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { runProgram } from '../../cluster/host/program.ts';
import { readCluster } from '../../cluster/records/state.ts';
import { wholeRun } from '../../cluster/variables/wholeRun.ts';
import { child, heedSignals, verifyWithin, wasInterrupted } from '../child.ts';
import { UsageError } from '../errors.ts';
import { suiteVersion } from '../evidence/basis.ts';
import { newRunId, pointTo } from '../packs.ts';
import { renderReport } from '../renderReport.ts';
import { root } from '../root.ts';
import { readOptions } from '../run/options.ts';
import { planRun } from '../run/plan.ts';
import { cellsOf, requireCells } from './cells.ts';
import { merged } from './merged.ts';
import type { MatrixRecord } from './record.ts';
import { runCells, worst, type Cell, type Done } from './runCells.ts';
import { axes, cellOf, describeWish, wishesOf } from './wishes.ts';

const usage = `Runs the claims on several versions of the cluster's parts, and writes one page: claims × versions.

  make matrix ISTIO=1.30.4,1.31.0 [KUBERNETES=…,…] [ENVOY=…,…] [COMPATIBILITY=…,…] [CLAIMS=<glob,…> | SET=<name>] [DOC=<file>]
  make matrix … CELL=2/4          only the second of four cells: one job each
  make matrix PACKS=<folder> […]  no run: the packs in a folder, which other machines made

Every combination of the versions is a cell: make verify on a cluster of its own, one after the other. A cell whose pack is complete, and
of the same suite, ledger and claims, is not run again. Ctrl-C ends the cell with what it saw; the same call goes on with it.

  STRICT, LANES, PROVIDER, CONTENT   as of make verify (PROVIDER=existing has no versions to choose from)
  LINK     address under which the packs are published, by the names of their folders: links of badges and of “tested with” begin with it

Packs are kept in reports/out/matrix/cells/. Writes reports/out/matrix/<time>/, which reports/out/matrix/latest leads to: index.html,
matrix.json with its schema, matrix.csv, and for each document a badge and “tested with”.

Exit status, that of the worst cell: 0 as the ledger expects · 1 a verdict differs · 2 inconclusive, infrastructure, or no pack · 3 usage
`;

const folder = join(root, 'reports/out/matrix');
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function merge(packs: string): Promise<number> {
  const { env } = process;
  const cells = await merged(resolve(packs), axes.some((axis) => env[axis]) ? wishesOf(env) : []);
  const page = await publish(
    cells.map(({ wish, pack }) => ({ wish, ...(pack ? { pack: pack.pack } : { says: 'no pack of these versions' }) })),
  );
  return exitOfMatrix(page);
}

async function run(): Promise<number> {
  const { env } = process;
  const wishes = wishesOf(env);
  const only = env.CELL ? cellOf(env.CELL, wishes.length) : undefined;
  const { selected, strict, basis, toMeasure } = await planRun(
    readOptions({ ...env, ...wholeRun, KEEP: undefined, AS_IS: undefined }),
  );
  await requireCells(wishes, env);
  const cells = cellsOf(wishes, join(folder, 'cells'), env);
  say(`${cells.length} cells of ${toMeasure.length} claims, one after the other: ${wishes.map(describeWish).join('; ')}`);
  heedSignals();
  const done = await runCells(cells, only, { selected, strict, basis }, tools);
  const page = await publish(done.map(({ cell, pack, says }) => ({ wish: cell.wish, pack, says })));
  conclude(done);
  if (wasInterrupted()) return 130;
  // a job of one cell knows nothing of the others
  return only === undefined ? Math.max(worst(done), await exitOfMatrix(page)) : worst(done);
}

const tools = {
  verify: ({ wish, folder: packs, cluster }: Cell, resume: string | undefined) =>
    verifyWithin({
      ...wish,
      CLUSTER_NAME: cluster,
      MESHPROOF_PACKS: packs,
      ...(resume && { RESUME: resume }),
      KEEP: '',
      AS_IS: '',
    }),
  stands: (cluster: string) => readCluster(cluster) !== undefined,
  down: (cluster: string) => child(['cluster/cli.ts', 'down'], { CLUSTER_NAME: cluster }),
  interrupted: wasInterrupted,
  say,
  now: () => new Date(),
};

/** Writes down the cells with their packs, and the pages of them. Returns their folder. */
async function publish(cells: { wish: Cell['wish']; pack?: string; says?: string }[]): Promise<string> {
  const page = join(folder, newRunId(new Date()));
  await mkdir(page, { recursive: true });
  const record: MatrixRecord = {
    schema: 'meshproof/matrix-cells/v1',
    at: new Date().toISOString(),
    version: suiteVersion(),
    ...(process.env.LINK && { link: linkOf(process.env.LINK) }),
    cells: cells.map(({ wish, pack, says }) => ({ wish, ...(pack && { pack: relative(page, pack) }), ...(says && { says }) })),
  };
  await writeFile(join(page, 'cells.json'), `${JSON.stringify(record, undefined, 2)}\n`);
  await renderReport('render-matrix', page);
  await pointTo(page);
  say(`claims by version: ${relative(root, join(page, 'index.html'))}`);
  return page;
}

/** @throws {UsageError} for what no page may link to */
function linkOf(link: string): string {
  if (!/^https?:\/\/\S+$/.test(link) && !/^[\w./-]+$/.test(link))
    throw new UsageError(`LINK=${link} is no address: write https://… or a path, where the packs are published.`);
  return link;
}

async function exitOfMatrix(page: string): Promise<number> {
  return (JSON.parse(await readFile(join(page, 'matrix.json'), 'utf8')) as { exit: number }).exit;
}

function conclude(done: readonly Done[]): void {
  const told = ['as the ledger expects', 'a verdict differs', 'inconclusive or infrastructure', 'usage'];
  for (const { cell, status, pack, says } of done)
    say(
      `  ${describeWish(cell.wish)}: ${[status === undefined ? undefined : (told[status] ?? 'interrupted'), says, pack && relative(root, pack)].filter(Boolean).join(', ')}`,
    );
  const kept = done.filter(({ cell }) => readCluster(cell.cluster));
  for (const { cell } of kept)
    say(
      `interrupted: the cluster of ${describeWish(cell.wish)} is kept; the same call goes on with it, or remove it: make kind-down CLUSTER_NAME=${cell.cluster}`,
    );
}

await runProgram(usage, () => {
  const { PACKS, CELL, LINK } = process.env;
  if (LINK) linkOf(LINK);
  if (PACKS && CELL) throw new UsageError('CELL runs one cell, and PACKS runs none: give one of them.');
  return PACKS ? merge(PACKS) : run();
});
