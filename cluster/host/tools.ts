import { accessSync, constants } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { InfrastructureError } from './errors.ts';
import { type Lab, stateFile } from './session.ts';

/** The first file of this name on PATH that can be run. */
export function findTool(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  const folders = path.split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder in the cluster's state that links to the machine's own tools.
 *
 * @returns the folder
 * @throws InfrastructureError naming every tool that is missing
 */
export async function linkTools(lab: Lab, names: readonly string[]): Promise<string> {
  const bin = stateFile(lab, 'bin');
  return lab.runner.act(
    `link ${names.join(', ')} of PATH into ${bin}`,
    async () => {
      const found = names.map((name) => findTool(name, lab.env.PATH));
      const missing = names.filter((_, index) => !found[index]);
      if (missing.length) {
        throw new InfrastructureError(`Not on PATH: ${missing.join(', ')}.`, {
          remedy: `Install ${missing.join(', ')}, then try again.`,
        });
      }
      await mkdir(bin, { recursive: true });
      await Promise.all(names.map((name, index) => relink(found[index] ?? '', join(bin, name))));
      return bin;
    },
    bin,
  );
}

async function relink(target: string, link: string): Promise<void> {
  await rm(link, { force: true });
  await symlink(target, link);
}
