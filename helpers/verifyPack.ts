import { execa } from 'execa';
import { relative } from 'node:path';
import { root } from './root.ts';

/** What `make verify-pack` finds, a line each; empty for an intact pack. Its words may be committed: they name no folder of this machine. */
export async function verifyPack(pack: string): Promise<string[]> {
  const { exitCode, all } = await execa(process.execPath, ['reports/cli.ts', 'verify-pack', relative(root, pack)], {
    cwd: root,
    all: true,
    reject: false,
    detached: true,
    stdin: 'ignore',
  });
  return exitCode === 0 ? [] : all.split('\n').filter(Boolean);
}
