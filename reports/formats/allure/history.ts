import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const name = 'allure-history.jsonl';

const readOrNothing = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });

/**
 * The history of earlier runs at the first rendering. The pack keeps a copy, so that rendering again gives the same report
 * after later runs.
 */
export async function takeHistory(packDir: string): Promise<string> {
  const kept = await readOrNothing(join(packDir, name));
  if (kept !== undefined) return kept;
  const history = (await readOrNothing(join(dirname(packDir), name))) ?? '';
  await writeFile(join(packDir, name), history);
  return history;
}

/**
 * Writes this run's line at the end of the history beside the packs. The line of an earlier rendering is replaced.
 *
 * @param grown the history that Allure wrote, with this run's line last
 * @param finished the end of the run, which replaces the time of rendering
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
