import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Step } from '../dag/step.ts';

const modules = join(import.meta.dirname, '..', 'modules');

/** The module file for one version: `<version>.mod` where that variant has one, else `go.mod`. */
export function modfileOf(module: string, version: string): string {
  const variant = `${version}.mod`;
  return existsSync(join(modules, module, variant)) ? variant : 'go.mod';
}

/** A Go module below `modules/` and the programs built from it. */
export interface GoModule {
  name: string;
  /** Name of its compiling step, and with `-modules` of its downloading one; default: the module's. */
  step?: string;
  /** Packages to build, as import paths. */
  packages: string[];
  /** Name of the one program; default: the last part of each import path. */
  program?: string;
  /** Our own Go file in the module's folder. */
  main?: string;
  /** What is compiled is the package's test program. */
  tests?: true;
  /** `go.mod`, or another module file beside it for a variant (`1.35.4.mod`). */
  modfile?: string;
  ldflags?: string[];
  tags?: string[];
  /** Files or folders of downloaded modules that other steps use, copied beside the downloads. */
  sources?: { module: string; path: string }[];
  /** Has Kubernetes' client library in it, of the version that `libraryStep` compiles. */
  client?: boolean;
  /** Expected seconds of downloading and of compiling. */
  seconds: [number, number];
}

// go.sum holds every checksum, and readonly refuses what it lacks: nothing unpinned is ever compiled
const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -trimpath -buildvcs=false', GOWORK: 'off', GOTOOLCHAIN: 'local' };
const inModule =
  (name: string) =>
  (...argv: string[]): Command => ({ argv: ['go', ...argv], cwd: `{here}/modules/${name}`, env });
// the linker drops debug information in any case; not writing it at all saves the compiler 15 % of its CPU time
const compilerFlags = '-gcflags=all=-dwarf=false';

/**
 * Compiles what most programs have in common, Kubernetes' client library, into Go's own cache: two modules that began with
 * it side by side would compile it twice. `client` modules have the same versions of it and of what it stands on.
 */
export function libraryStep(goVersion: string): Step {
  const name = 'istio';
  return {
    name: 'libraries',
    makes: 'folder',
    pool: 'compile',
    seconds: 100,
    files: [`modules/${name}/go.mod`, `modules/${name}/go.sum`],
    after: [`${name}-modules`],
    inputs: { go: goVersion },
    commands: [inModule(name)('build', compilerFlags, 'k8s.io/client-go/informers')],
    pins: `cluster/providers/embedded/build/modules/${name}/go.sum`,
  };
}

/**
 * Two steps: `<name>-modules` downloads what the programs really import (its result holds `sources`), `<name>` compiles.
 * So downloads of one module go on while another compiles.
 *
 * @param goVersion of the compiler, which is part of the result
 */
export function goSteps(module: GoModule, goVersion: string): Step[] {
  const {
    name,
    step = name,
    packages,
    program = '',
    main,
    tests,
    modfile = 'go.mod',
    ldflags = [],
    tags = [],
    sources = [],
    client,
    seconds,
  } = module;
  const base = modfile.replace(/\.mod$/, '');
  const pins = `cluster/providers/embedded/build/modules/${name}/${base}.sum`;
  const choose = modfile === 'go.mod' ? [] : [`-modfile=${modfile}`];
  const select = ['-tags', tags.join(','), ...choose];
  const go = inModule(name);
  const files = [modfile, `${base}.sum`, ...(main ? [main] : [])].map((file) => `modules/${name}/${file}`);
  const copy = 'cp -r "$(go list -m -f "{{.Dir}}" $1 "$2")/$3" "$4" && chmod -R u+w "$4"';
  const copies = sources.map((source) => ({
    ...go(),
    argv: ['sh', '-c', copy, 'sh', choose.join(), source.module, source.path, '{out}/'],
  }));
  return [
    {
      name: `${step}-modules`,
      makes: 'folder',
      pool: 'transfer',
      seconds: seconds[0],
      files,
      commands: [
        go('list', '-deps', ...(tests ? ['-test'] : []), ...select, '-f', '{{with .Error}}{{.}}{{end}}', ...packages),
        ...copies,
      ],
      pins,
    },
    {
      name: step,
      makes: 'folder',
      pool: 'compile',
      seconds: seconds[1],
      files,
      after: [`${step}-modules`, ...(client ? ['libraries'] : [])],
      inputs: { go: goVersion },
      commands: [
        go(
          ...(tests ? ['test', '-c'] : ['build']),
          ...select,
          compilerFlags,
          '-ldflags',
          ['-s', '-w', ...ldflags].join(' '),
          '-o',
          `{out}/${program}`,
          ...packages,
        ),
      ],
      pins,
    },
  ];
}
