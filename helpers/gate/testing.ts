import { execaSync } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plantedProject } from '../ledger/testing.ts';

/** A content folder in a git repository of its own, with one commit. Changes are written over it. */
export async function plantedRepository(files: Record<string, string> = {}) {
  const project = await plantedProject(files);
  const git = (...words: string[]) =>
    execaSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.invalid', ...words], { cwd: project.root }).stdout;
  const write = (changed: Record<string, string>) => {
    for (const [path, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(project.root, path)), { recursive: true });
      writeFileSync(join(project.root, path), text);
    }
  };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=base');
  return { ...project, git, write };
}
