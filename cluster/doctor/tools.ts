import { execa } from 'execa';
import { requiredPackages, requiredTools } from '../providers/embedded/build/packages.ts';
import type { EngineName } from '../host/engine.ts';
import { installLine, missing } from '../host/packages.ts';
import type { ProviderKind } from '../providers/provider.ts';
import { findTool } from '../host/tools.ts';
import { misfits, misfitWords } from '../host/toolVersions.ts';
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

/** Go, no older than the modules accept. */
export async function goCheck(oldest: string, wanted: Status): Promise<Check> {
  const { stdout = '', failed } = await execa('go', ['env', 'GOVERSION'], { reject: false, timeout: 3000 });
  const remedy = `Install Go ${oldest} or newer.`;
  if (failed) return check('Go', wanted, 'is not there', remedy);
  const version = stdout.trim().replace(/^go/, '');
  return check('Go', isOlder(version, oldest) ? wanted : 'ok', version, remedy);
}

/** Whether a dotted version comes before another. */
export function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(version), parts(than)];
  const index = b.findIndex((part, at) => part !== (a[at] ?? 0));
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}

/** Programs that the provider takes from PATH, in versions that fit; one that builds needs others to build with. */
export async function toolCheck({ tools, capabilities }: ProviderKind, env: Environment): Promise<Check> {
  const unfit = await misfits(tools(env), env.PATH);
  if (capabilities.built) unfit.push(...missing(requiredTools).map(({ name }) => ({ name })));
  const { wrong, remedy } = misfitWords(unfit);
  return check('tools', unfit.length ? 'fail' : 'ok', unfit.length ? wrong : 'all there', remedy);
}
