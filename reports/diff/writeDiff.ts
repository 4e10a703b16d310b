import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { loadPack } from '../pack/load.ts';
import { compare } from '../../helpers/evidence/compare.ts';
import { renderDiff } from './page.ts';

/**
 * Compares the packs in two folders into `<folder>/<run A>..<run B>.html`.
 *
 * @throws {PackError} where a pack cannot be used
 */
export async function writeDiff(a: string, b: string, folder: string): Promise<{ page: string; newFailures: number }> {
  const [before, after] = [await loadPack(a), await loadPack(b)];
  const page = resolve(folder, `${before.evidence.run.id}..${after.evidence.run.id}.html`);
  const href = (dir: string) =>
    join(relative(dirname(page), resolve(dir)), 'index.html')
      .split(sep)
      .join('/');
  await mkdir(dirname(page), { recursive: true });
  await writeFile(
    page,
    await renderDiff({ evidence: before.evidence, href: href(a) }, { evidence: after.evidence, href: href(b) }),
  );
  const { claims } = compare(before.evidence, after.evidence);
  return { page, newFailures: claims.filter(({ group }) => group === 'new failure').length };
}
