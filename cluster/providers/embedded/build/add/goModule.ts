import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { InfrastructureError } from '../../../../host/errors.ts';

const modules = join(import.meta.dirname, '..', 'modules');

/** One version of a Go module that a program is built from. */
export type ModuleFile = {
  /** Folder below `modules/`. */
  name: string;
  /** What the file is called: `1.37.2` for `1.37.2.mod`. */
  version: string;
  require: string;
  replace?: string[];
  /** Import paths of the programs; none where the folder has a main package of its own. */
  packages?: string[];
  tags?: string[];
};

/** What the Go command says of a module once it is here. */
export type Downloaded = { version: string; folder: string; goMod: string };

/** @param query a version, or a commit of it */
export async function download(module: string, query: string): Promise<Downloaded> {
  const { stdout } = await go(['mod', 'download', '-json', `${module}@${query}`]);
  const { Version, Dir, GoMod } = JSON.parse(stdout) as { Version: string; Dir: string; GoMod: string };
  return { version: Version, folder: Dir, goMod: GoMod };
}

/**
 * Writes the module file, and its checksums beside it. A file that is there already is completed, and keeps its lines.
 *
 * @throws InfrastructureError where a module that it needs cannot be had
 */
export async function writeModuleFile({
  name,
  version,
  require,
  replace = [],
  packages,
  tags = [],
}: ModuleFile): Promise<string> {
  const folder = join(modules, name);
  const file = `${version}.mod`;
  const path = `cluster/providers/embedded/build/modules/${name}/${file}`;
  if (!existsSync(join(folder, file))) writeFileSync(join(folder, file), moduleText(name, require, replace));
  const complete = packages ? ['list', '-deps', '-tags', tags.join(','), '-f', '{{with .Error}}{{.}}{{end}}'] : ['mod', 'tidy'];
  const remedy =
    `Of a module that cannot be had, write \`replace <module> => <module> <version>\` with one that can into ${path} ` +
    '(`go list -m -versions <module>` names them), then run this again. What the file differs in from the release belongs into versions.yaml.';
  await go([...complete, `-modfile=${file}`, ...(packages ?? [])], folder, remedy);
  return path;
}

export function moduleText(name: string, require: string, replace: readonly string[]): string {
  const replaces = replace.length ? `\nreplace (\n${replace.map((line) => `\t${line}`).join('\n')}\n)\n` : '';
  return `module meshproof/${name}\n\ngo 1.26.0\n\nrequire ${require}\n${replaces}`;
}

async function go(args: string[], cwd?: string, remedy = 'See whether the Go modules can be had: `make doctor`.') {
  // as the build, but for what the file may still lack
  const env = { GOFLAGS: args[0] === 'mod' ? '' : '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
  const result = await execa('go', args, { cwd, env, reject: false, stdin: 'ignore' });
  // `go list` ends 0 although a package is missing: it then says so
  const said = args[0] === 'list' ? result.stdout.trim() : '';
  if (!result.failed && !said) return result;
  const words = [said, result.stderr, result.shortMessage].filter(Boolean).join('\n').split('\n');
  throw new InfrastructureError(`go ${args.slice(0, 2).join(' ')} failed:\n  ${words.slice(-6).join('\n  ')}`, { remedy });
}
