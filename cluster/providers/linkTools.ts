import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { InfrastructureError } from '../host/errors.ts';
import { type Lab, stateFile } from '../records/session.ts';
import { findTool } from '../host/tools.ts';
import { misfits, misfitWords, type Tool } from '../host/toolVersions.ts';

/**
 * A folder in the cluster's state that links to the machine's own tools.
 *
 * @param path where they are looked for
 * @returns the folder
 * @throws InfrastructureError naming every tool that is missing or of a version that doesn't fit
 */
export async function linkTools(lab: Lab, tools: readonly Tool[], path = lab.env.PATH): Promise<string> {
  const bin = stateFile(lab, 'bin');
  const names = tools.map(({ name, wanted }) => (wanted ? `${name} (${wanted.says})` : name));
  return lab.runner.act(
    `link ${names.join(', ')} of PATH into ${bin}`,
    async () => {
      const unfit = await misfits(tools, path);
      const { wrong, remedy } = misfitWords(unfit);
      if (unfit.length) throw new InfrastructureError(wrong, { remedy });
      await mkdir(bin, { recursive: true });
      await Promise.all(tools.map(({ name }) => relink(findTool(name, path) ?? '', join(bin, name))));
      return bin;
    },
    bin,
  );
}

async function relink(target: string, link: string): Promise<void> {
  await rm(link, { force: true });
  await symlink(target, link);
}
