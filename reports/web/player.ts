import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const bundle = join(createRequire(import.meta.url).resolve('asciinema-player/dist/bundle/asciinema-player.css'), '..');

/** asciinema's player, ready to stand in a page: its style, and its code, of which nothing can end the script element. */
export async function readPlayer(): Promise<{ style: string; code: string }> {
  const [style, code] = await Promise.all(
    ['asciinema-player.css', 'asciinema-player.min.js'].map((name) => readFile(join(bundle, name), 'utf8')),
  );
  return { style: style ?? '', code: (code ?? '').replaceAll('</script', '<\\/script') };
}

/**
 * The recording with these chapters in place of its own, in the order of time.
 * As events of the recording: the player leaves idle time out of those, and not out of chapters that it is given apart.
 *
 * @param markers seconds into the recording, and a label
 */
export function withChapters(cast: string, markers: readonly (readonly [number, string])[]): string {
  const [header = '', ...lines] = cast.trimEnd().split('\n');
  const events = lines
    .filter((line) => !/^\[[\d.]+, ?"m",/.test(line))
    .map((line) => ({ at: Number.parseFloat(line.slice(1)), line }));
  const chapters = markers.map(([at, label]) => ({ at, line: JSON.stringify([at, 'm', label]) }));
  const all = [...chapters, ...events].sort((a, b) => a.at - b.at);
  return [header, ...all.map(({ line }) => line), ''].join('\n');
}

/** A recording as the text of a script element that is never run: in a cast, `<` stands in JSON strings only. */
export const castInScript = (cast: string): string => cast.replaceAll('<', '\\u003c');
