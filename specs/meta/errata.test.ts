import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../helpers/documents/normalise.ts';
import { reworded } from '../../helpers/documents/reworded.ts';
import { patchOf } from '../../helpers/errata/patch.ts';
import { errataOf, misplaced } from '../../helpers/ledger/errata.ts';
import { readSources } from '../../helpers/ledger/load.ts';
import { standing } from '../../helpers/ledger/standing.ts';
import { root } from '../../helpers/root.ts';

describe.for((await readSources(root)).map((source) => [source.document.path, source] as const))('%s', ([path, source]) => {
  const { document } = source;
  const { claims } = standing(source);
  const { errata, conflicts } = errataOf(claims);
  const corrected = reworded(document, errata);

  test('every line has one erratum, which is what it replaces', () => {
    const problems = [...conflicts, ...misplaced(document, errata, claims)];
    expect(problems.map(({ what }) => what)).toEqual([]);
  });

  test('an erratum changes its lines', () => {
    const same = errata.filter(
      ({ first, last, text }) => normalise(text) === normalise(document.lines.slice(first - 1, last).join('\n')),
    );
    expect(same.flatMap(({ claims: ids }) => ids)).toEqual([]);
  });

  test.each([
    ['each erratum alone', errata.map((one) => [one])],
    ['all errata together', [errata]],
  ] as const)('%s: once applied it is recognised, and every claim has its place', { timeout: 60_000 }, (_, sets) => {
    for (const applied of sets) {
      const is = standing({ ...source, document: reworded(document, applied).document });
      const ids = applied.flatMap((one) => one.claims);
      expect(
        is.claims
          .filter((claim) => claim.applied)
          .map(({ id }) => id)
          .sort(),
        ids.join(),
      ).toEqual([...ids].sort());
      expect(is.fresh, ids.join()).toEqual([]);
      const lost = is.claims.filter(({ drifted }) => drifted);
      expect(
        lost.map(({ id }) => id),
        ids.join(),
      ).toEqual([]);
    }
  });

  test('git applies the patch, and the corrected text is what it makes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'errata-'));
    await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), document.text);
    const git = (input: string, ...words: string[]) => execa('git', words, { cwd: folder, input });
    await git('', 'init', '--quiet');
    await git(patchOf(path, document.text, corrected.document.text), 'apply', '--whitespace=nowarn', '-');
    expect(await readFile(join(folder, path), 'utf8')).toBe(corrected.document.text);
  });
});
