import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const bundle = join(createRequire(import.meta.url).resolve('asciinema-player/dist/bundle/asciinema-player.css'), '..');

/** The style and the code of asciinema's player. The code cannot end the script element that holds the code. */
export async function readPlayer(): Promise<{ style: string; code: string }> {
  const [style, code] = await Promise.all(
    ['asciinema-player.css', 'asciinema-player.min.js'].map((name) => readFile(join(bundle, name), 'utf8')),
  );
  return { style: style ?? '', code: (code ?? '').replaceAll('</script', '<\\/script') };
}

/**
 * Replaces the chapters of a recording. The chapters are events of the recording: the player removes idle time before
 * events, but not before chapters that it gets as an option.
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

/** A recording as the text of a script element of another type. In a recording only JSON strings contain `<`. */
export const castInScript = (cast: string): string => cast.replaceAll('<', '\\u003c');
