import { setTimeout as delay } from 'node:timers/promises';
import { InfrastructureError } from '../errors.ts';
import type { Redactions } from '../evidence/redact.ts';
import { CastWriter } from './recording.ts';
import type { Corrections } from './corrections.ts';
import { readersEnvironment } from './cluster.ts';
import type { Ground } from './ground.ts';
import { firstPod } from './observe.ts';
import { Reader } from './reader.ts';
import type { State, WalkedBlock, WalkedCommand } from './schema.ts';
import type { ScriptBlock } from './script.ts';
import { changesBetween } from './state.ts';
import { Terminal } from './terminal.ts';
import type { Workplace } from './courseFolder.ts';
import { saveFile } from './setUp.ts';

const cols = 160;
const rows = 45;
const wordsPerSecond = 10;
const longestReadMs = 5_000;

/** How long a hasty reader takes for the words above a block: ten a second, 5 s at most. Configuration has that time to arrive. */
export const readingMs = (words: number): number => Math.min((words / wordsPerSecond) * 1_000, longestReadMs);

export type Walk = {
  title: string;
  blocks: ScriptBlock[];
  corrections: Corrections;
  ground: Ground;
  place: Workplace;
  castPath: string;
  removed: Redactions;
  signal: AbortSignal;
  onBlock: (block: Omit<WalkedBlock, 'claims' | 'about'>) => void;
};

/** What a walk met; `before`: the state before its first change, `after`: the last one. */
export type Walked = { before: State; after: State };

/** Works through the blocks in one terminal, recording it. `onBlock` gets each block as soon as it is done, also before a failure. */
export async function walk({
  title,
  blocks,
  corrections,
  ground,
  place,
  castPath,
  removed,
  signal,
  onBlock,
}: Walk): Promise<Walked> {
  const startedAt = new Date();
  let before = await ground.look();
  let last = before;
  const cast = new CastWriter(castPath, { title, cols, rows, startedAt }, removed);
  const open = async (): Promise<Terminal> => {
    const terminal = new Terminal({
      file: 'bash',
      args: ['--noprofile', '--rcfile', place.rcFile, '-i'],
      cwd: place.folder,
      env: readersEnvironment(ground, place),
      cols,
      rows,
      onText: (text) => cast.shows(text),
    });
    if (await terminal.until(() => terminal.prompted() !== undefined, 20_000, signal)) return terminal;
    terminal.close();
    throw new InfrastructureError('bash shows no prompt.');
  };
  const values = (names: readonly string[]) => valuesOf(names, corrections, ground);
  let reader: Reader | undefined;
  try {
    reader = await Reader.start({ open, now: () => cast.now, values, removed, signal, local: ground.reader?.typed });
    for (const block of blocks) {
      const { number, first, last: end, heading } = block;
      const commands: WalkedCommand[] = [];
      cast.marks(`line ${first}: ${heading}`);
      try {
        await delay(readingMs(block.words), undefined, { signal });
        reader.begins(block);
        for (const { file, text } of block.saves)
          await saveFile(place.folder, { file, text: ground.reader?.saved(text) ?? text });
        for (const step of block.steps) {
          commands.push(...(await reader.do(step)));
          cast.flush();
          if (reader.isStuck) break;
        }
      } catch (error) {
        onBlock({ number, first, last: end, heading, commands, state: null, changes: [] });
        throw error;
      }
      const state = await ground.look();
      before ??= state;
      onBlock({ number, first, last: end, heading, commands, state, changes: changesBetween(last, state) });
      last = state;
      if (!ground.target()) throw new InfrastructureError(`After line ${end} there is no cluster: nothing below can be learned.`);
    }
    return { before, after: await settled(ground, last) };
  } finally {
    reader?.close();
    cast.close();
  }
}

async function valuesOf(names: readonly string[], { placeholders }: Corrections, ground: Ground): Promise<Map<string, string>> {
  const target = ground.target();
  const values = new Map<string, string>();
  for (const name of names) {
    const value = placeholders[name];
    if (typeof value === 'string') values.set(name, value);
    else if (value && target) values.set(name, await firstPod(target, value.pod));
  }
  return values;
}

/** The state once no pod is being deleted any more: what then is left stays. */
async function settled(ground: Ground, last: State): Promise<State> {
  const ends = performance.now() + 60_000;
  let state = last;
  while (Object.values(state ?? {}).some(({ phase }) => phase === 'Terminating') && performance.now() < ends) {
    await delay(1_000);
    state = await ground.look();
  }
  return state;
}
