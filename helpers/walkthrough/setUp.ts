import { execa } from 'execa';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InfrastructureError } from '../errors.ts';
import type { Prerequisite } from './corrections.ts';
import type { Workplace } from './courseFolder.ts';
import { patience } from './hand.ts';

type Where = { from: string; place: Pick<Workplace, 'folder'>; env: Record<string, string>; signal: AbortSignal };

/**
 * Does what a text has its reader bring along, in its order, before anything is typed or looked at.
 *
 * @param from the folder of the files
 * @throws {InfrastructureError} where a command ends with another status than 0: nothing below it would tell of the text
 */
export async function setUp(prerequisites: readonly Prerequisite[], { from, place, env, signal }: Where): Promise<void> {
  for (const one of prerequisites) {
    if ('run' in one) await run(one.run, place.folder, env, signal);
    else await copy(join(from, one.file), join(place.folder, one.file));
  }
}

/** Saves what the text has its reader save. */
export async function saveFile(folder: string, { file, text }: { file: string; text: string }): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

async function run(command: string, cwd: string, env: Record<string, string>, signal: AbortSignal): Promise<void> {
  process.stdout.write(`set-up: ${command}\n`);
  const { exitCode, all } = await execa('bash', ['-c', command], {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: patience.make,
    cancelSignal: signal,
  });
  if (exitCode === 0) return;
  const said = all.trim().split('\n').slice(-3).join(' / ');
  throw new InfrastructureError(
    `The set-up "${command}" ended with ${exitCode ?? 'no status'} (${said || 'no output'}): mend it, or take it out of the corrections.`,
  );
}
