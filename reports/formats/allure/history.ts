import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const name = 'allure-history.jsonl';

const readOrNothing = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });

/**
 * What Allure knew of earlier runs when the pack was rendered first: taken from the folder of the packs and kept in the pack,
 * so that rendering again gives the same report however many runs came since.
 */
export async function takeHistory(packDir: string): Promise<string> {
  const kept = await readOrNothing(join(packDir, name));
  if (kept !== undefined) return kept;
  const history = (await readOrNothing(join(dirname(packDir), name))) ?? '';
  await writeFile(join(packDir, name), history);
  return history;
}

/**
 * Puts this run's line at the end of the history beside the packs, in the place of an earlier rendering's.
 * `grown`: the history as Allure left it, this run's line last; `finished`: the run's end, for Allure's hour of rendering.
 */
export async function addToHistory(packDir: string, grown: string, finished: string): Promise<void> {
  const file = join(dirname(packDir), name);
  const last = grown.trimEnd().split('\n').at(-1);
  if (!last) return;
  const own = { ...(JSON.parse(last) as { uuid: string }), timestamp: Date.parse(finished) };
  const others = ((await readOrNothing(file)) ?? '')
    .split('\n')
    .filter((line) => line && (JSON.parse(line) as { uuid: string }).uuid !== own.uuid);
  await writeFile(file, `${[...others, JSON.stringify(own)].join('\n')}\n`);
}
