import { parseArgs } from 'node:util';
import { UsageError } from '../../../../host/errors.ts';
import { runProgram } from '../../../../host/program.ts';
import { addEnvoy } from './envoy.ts';
import { addIstio } from './istio.ts';
import { addKubernetes } from './kubernetes.ts';
import { addNodes } from './nodes.ts';

const help = `Adds a version to what the embedded build can build: module files with checksums, and an entry in cluster/versions.yaml. Or the
node images of a kind release, for PROVIDER=kind.

  cluster/providers/embedded/build/add/cli.ts kubernetes 1.37.2
  cluster/providers/embedded/build/add/cli.ts envoy 1.38.3
  cluster/providers/embedded/build/add/cli.ts istio 1.30.4 <commit or module version> --envoy 1.38.3
  cluster/providers/embedded/build/add/cli.ts nodes 0.33.0 [--notes <file with the notes of that kind release>]

Downloads what it reads, compiles nothing. Run again, it completes what is there. Then build it (build/cli.ts build, with
KUBERNETES, ISTIO or ENVOY), and run every claim: a version is known when it was tried.

Exit status: 0 added · 2 something could not be had · 3 wrong usage.`;

const version = /^\d+\.\d+\.\d+$/;

function add(): Promise<string[]> {
  const { positionals, values } = parse();
  const [part, wanted = '', commit] = positionals;
  if (!version.test(wanted))
    throw new UsageError(`${wanted || 'Nothing'} is no version such as 1.37.2.`, { remedy: 'See --help.' });
  if (part === 'kubernetes' && !commit) return addKubernetes(wanted);
  if (part === 'envoy' && !commit) return addEnvoy(wanted);
  if (part === 'nodes' && !commit) return addNodes(`v${wanted}`, values.notes);
  if (part === 'istio' && commit && values.envoy) return addIstio(wanted, commit, values.envoy);
  throw new UsageError(`${positionals.join(' ')}: this is none of what can be added.`, { remedy: 'See --help.' });
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { envoy: { type: 'string' }, notes: { type: 'string' } } });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { remedy: 'See --help.', cause });
  }
}

await runProgram(help, async () => {
  for (const line of await add()) console.log(line);
  return 0;
});
