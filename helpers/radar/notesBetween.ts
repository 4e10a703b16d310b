import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import { parseNote, type ReleaseNote } from './releaseNote.ts';

export const notesFolder = 'releasenotes/notes';

/** `gone`: the earlier release has it and the later one lacks it, such as a fix made after the later one was cut. */
export type NoteState = 'new' | 'changed' | 'gone';
export type NoteBetween = ReleaseNote & { file: string; state: NoteState };

/** The notes that one release has and the other has not, by file name. `background`: the text of every note of the later one. */
export async function notesBetween(from: string, to: string): Promise<{ notes: NoteBetween[]; background: string[] }> {
  const [before, after] = await Promise.all([readNotes(from), readNotes(to)]);
  const names = [...new Set([...after.keys(), ...before.keys()])].sort();
  const notes = names.flatMap((file): NoteBetween[] => {
    const [was, is] = [before.get(file), after.get(file)];
    if (was === is) return [];
    const state = was === undefined ? 'new' : is === undefined ? 'gone' : 'changed';
    return [{ file: `${notesFolder}/${file}`, state, ...parseNote(is ?? was ?? '') }];
  });
  return { notes, background: [...after.values()] };
}

async function readNotes(module: string): Promise<Map<string, string>> {
  const folder = join(module, notesFolder);
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new InfrastructureError(`${folder} cannot be read: the module has no release notes there.`, {
      cause,
      remedy: 'See where this version of istio.io/istio keeps them; helpers/radar/notesBetween.ts has the path.',
    });
  });
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}
