import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCells, worst, type Cell, type Tools } from './runCells.ts';
import { basis, makePack } from './testing.ts';

const wanted = { selected: ['m1-a'], strict: false, basis };

function planted(...versions: string[]) {
  const root = mkdtempSync(join(tmpdir(), 'matrix-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const cells = versions.map((version): Cell => ({
    wish: { ISTIO: version },
    folder: join(root, version),
    cluster: `c-${version}`,
  }));
  return cells;
}

/** Tools that note what they are called for. A cell’s run ends with its status; −1 is Ctrl-C in its middle. */
function tools(statuses: Record<string, number>, standing = new Set<string>()) {
  const log: string[] = [];
  let interrupted = false;
  let minutes = 0;
  const own: Tools = {
    async verify({ wish: { ISTIO: version = '' }, folder, cluster }, resume) {
      log.push(`verify ${version}${resume ? ' resumed' : ''}`);
      const status = statuses[version] ?? 0;
      standing.add(cluster);
      interrupted = status === -1;
      minutes += 10;
      const finished = own.now();
      if (status !== 2)
        await makePack(resume ?? join(folder, `2026-01-02T0${minutes / 10}-00-00Z-aaaa`), {
          status: interrupted ? 'interrupted' : 'complete',
          finished,
        });
      return interrupted ? 130 : status;
    },
    stands: (cluster) => standing.has(cluster),
    async down(cluster) {
      log.push(`down ${cluster}`);
      standing.delete(cluster);
    },
    interrupted: () => interrupted,
    say: (line) => void log.push(line),
    now: () => new Date(Date.parse('2026-01-02T03:00:00Z') + minutes * 60_000),
  };
  return { own, log, standing };
}

test('a cell that fails stops no other; each loses its cluster; the worst decides', async () => {
  const cells = planted('1.29', '1.30', '1.31');
  const { own, log, standing } = tools({ '1.29': 2, '1.30': 1 });
  const done = await runCells(cells, undefined, wanted, own);
  expect(log).toEqual([
    'cell 1 of 3: Istio 1.29',
    'verify 1.29',
    'down c-1.29',
    'cell 2 of 3: Istio 1.30 (about 20 min left for 2 cells)',
    'verify 1.30',
    'down c-1.30',
    'cell 3 of 3: Istio 1.31 (about 10 min left for it)',
    'verify 1.31',
    'down c-1.31',
  ]);
  expect(done.map(({ status, pack, says }) => [status, pack !== undefined, says])).toEqual([
    [2, false, 'its run ended with status 2 and left no pack'],
    [1, true, undefined],
    [0, true, undefined],
  ]);
  expect([worst(done), standing.size]).toEqual([2, 0]);
});

test('a complete pack of the same suite, ledger and claims is taken; another one is not', async () => {
  const cells = planted('1.30', '1.31', '1.32');
  const [same, claims, suite] = cells as [Cell, Cell, Cell];
  const name = '2026-01-01T00-00-00Z-aaaa';
  await makePack(join(same.folder, name));
  await makePack(join(claims.folder, name), { selected: ['m1-b'] });
  await makePack(join(suite.folder, name), { basis: { ...basis, commit: 'c1' } });
  const { own, log } = tools({});
  const done = await runCells(cells, undefined, wanted, own);
  expect(log.filter((line) => line.startsWith('verify'))).toEqual(['verify 1.31', 'verify 1.32']);
  expect(log[0]).toContain('it is not run again');
  expect(done[0]).toMatchObject({ status: 0, pack: join(same.folder, name) });
});

test('Ctrl-C leaves the rest, and the cluster to go on with; the next call does', async () => {
  const cells = planted('1.30', '1.31');
  const first = tools({ '1.30': -1 });
  const done = await runCells(cells, undefined, wanted, first.own);
  expect(first.log.filter((line) => !line.startsWith('cell'))).toEqual(['verify 1.30']);
  expect(done).toMatchObject([{ status: 130, pack: expect.any(String) as string }, { says: 'not run yet' }]);
  const second = tools({}, first.standing);
  await runCells(cells, undefined, wanted, second.own);
  expect(second.log).toEqual([
    'cell 1 of 2: Istio 1.30, gone on with',
    'verify 1.30 resumed',
    'down c-1.30',
    'cell 2 of 2: Istio 1.31 (about 10 min left for it)',
    'verify 1.31',
    'down c-1.31',
  ]);
});

test('an interrupted run whose cluster is gone begins anew, and so does one on a cluster that was left by another', async () => {
  const cells = planted('1.30', '1.31');
  await makePack(join(cells[0]!.folder, '2026-01-01T00-00-00Z-aaaa'), { status: 'interrupted' });
  const { own, log } = tools({}, new Set(['c-1.31']));
  await runCells(cells, undefined, wanted, own);
  expect(log.filter((line) => !line.startsWith('cell'))).toEqual([
    'verify 1.30',
    'down c-1.30',
    'down c-1.31',
    'verify 1.31',
    'down c-1.31',
  ]);
});

test('one job runs its cell alone, and takes what others have left', async () => {
  const cells = planted('1.30', '1.31');
  await makePack(join(cells[0]!.folder, '2026-01-01T00-00-00Z-aaaa'));
  const { own, log } = tools({ '1.31': 1 });
  const done = await runCells(cells, 1, wanted, own);
  expect(log.filter((line) => line.startsWith('verify'))).toEqual(['verify 1.31']);
  expect(done.map(({ status, pack }) => [status, pack !== undefined])).toEqual([
    [undefined, true],
    [1, true],
  ]);
  expect(worst(done)).toBe(1);
});
