import { execa } from 'execa';
import { findTool } from './tools.ts';

/** Which versions of a program fit, and why no other. */
export type Wanted = { says: string; why: string; fits: (version: string) => boolean };

/** A program that is taken from PATH; without `wanted` any version of it will do. */
export type Tool = { name: string; wanted?: Wanted };

/** A program on PATH that cannot be used. `found` is absent where there is none. */
export type Misfit = { name: string; found?: string; wanted?: Wanted };

const plain = (version: string) => version.replace(/^v/, '');

/** Major and minor of a version; undefined of anything else. */
function minorOf(version: string): [string, number] | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : [major, Number(minor)];
}

export const exactly = (version: string, why: string): Wanted => ({
  says: plain(version),
  why,
  fits: (found) => plain(found) === plain(version),
});

/** kubectl's version skew policy. A server that doesn't say its version leaves nothing to compare. */
export function withinOneMinor(server: string): Wanted {
  const [major, minor] = minorOf(server) ?? [];
  const fits = (found: string) => {
    const [foundMajor, foundMinor] = minorOf(found) ?? [];
    return foundMajor === major && Math.abs((foundMinor ?? Infinity) - (minor ?? 0)) <= 1;
  };
  const says = minor === undefined ? `for ${server}` : `${major}.${minor - 1} to ${major}.${minor + 1}`;
  return { says, why: 'kubectl supports servers at most one minor away', fits: major === undefined ? () => true : fits };
}

/** Of the same minor; a cluster that doesn't say its version leaves nothing to compare. */
export function sameMinor(version: string): Wanted {
  const of = minorOf(version);
  return {
    says: of ? of.join('.') : `for ${version}`,
    why: 'istioctl belongs to the control plane of its minor',
    fits: (found) => !of || minorOf(found)?.join('.') === of.join('.'),
  };
}

/** How each program is asked for its version, and where it stands in the answer. */
const questions: Record<string, { args: string[]; version: RegExp }> = {
  kind: { args: ['version'], version: /^kind v(\S+)/ },
  kubectl: { args: ['version', '--client', '--output', 'json'], version: /"gitVersion":\s*"v([^"]+)"/ },
  istioctl: { args: ['version', '--remote=false', '--output', 'json'], version: /"version":\s*"([^"]+)"/ },
};

/** A program's own answer; `unknown` where it gives none in time. */
export async function versionOf(name: string, file: string, timeout = 5000): Promise<string> {
  const question = questions[name];
  if (!question) return 'unknown';
  const { stdout = '' } = await execa(file, question.args, { reject: false, stdin: 'ignore', timeout });
  return question.version.exec(stdout)?.[1] ?? 'unknown';
}

/** Those of the programs that are not on PATH, or not of a version that fits. */
export async function misfits(tools: readonly Tool[], path?: string): Promise<Misfit[]> {
  const looked = await Promise.all(
    tools.map(async ({ name, wanted }): Promise<Misfit | undefined> => {
      const file = findTool(name, path);
      if (!file) return { name, wanted };
      if (!wanted) return undefined;
      const found = await versionOf(name, file);
      return wanted.fits(found) ? undefined : { name, found, wanted };
    }),
  );
  return looked.filter((each) => each !== undefined);
}

/** What is wrong, and what to do: one sentence each, for an error or for `doctor`. */
export function misfitWords(found: readonly Misfit[]): { wrong: string; remedy: string } {
  const absent = found.filter((each) => each.found === undefined).map(({ name }) => name);
  const others = found.filter((each) => each.found !== undefined);
  const wrong = [
    ...(absent.length ? [`Not on PATH: ${absent.join(', ')}.`] : []),
    ...others.map((each) => {
      const found = each.found === 'unknown' ? 'does not say its version' : `is ${each.found}`;
      return `${each.name} on PATH ${found}; ${each.wanted?.says} is wanted.`;
    }),
  ];
  const install = found.map(({ name, wanted }) => (wanted ? `${name} ${wanted.says}` : name)).join(', ');
  const why = others.flatMap(({ wanted }) => wanted?.why ?? []).join('; ');
  return { wrong: wrong.join(' '), remedy: `Put ${install} first on PATH${why ? ` (${why})` : ''}, then try again.` };
}
