import { distance } from 'fastest-levenshtein';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixed, foreign, internal, others } from './names.ts';
import { given, readBy } from './table.ts';
import { type Environment, wrongValue } from './value.ts';

export type Call = {
  /** What make was called for. */
  targets: string[];
  /** Names on make's command line. */
  commandLine: string[];
  /** The environment of a recipe, which holds those of the command line too. */
  env: Environment;
};

/** Every variable of a call that is wrong, with why and what to do: one line each. */
export function wrongVariables({ targets, commandLine, env }: Call): string[] {
  const make = `make ${targets.join(' ')}`;
  const elsewhere = Object.keys(env).filter((name) => !commandLine.includes(name));
  return [
    ...commandLine.flatMap((name) => onCommandLine(name, targets, make) ?? []),
    ...elsewhere.flatMap((name) => inEnvironment(name, env[name] ?? '', make) ?? []),
    ...readBy(targets).flatMap((name) => wrongValue(name, env[name]) ?? []),
  ];
}

function onCommandLine(name: string, targets: string[], make: string): string | undefined {
  if (name in internal) return `${name} is set by the suite itself: leave it out.`;
  const before = `If another program reads it, write it before make: ${name}=… ${make}`;
  if (name in foreign) return `${name} is not a variable of this project. ${before}`;
  const known = given[name];
  if (!known) return isOurs(name) || component(name) ? unknown(name) : `${unknown(name)} ${before}`;
  if (targets.some((target) => known.targets.includes(target))) return undefined;
  return `${name} is not read by ${make}; it is read by: ${known.targets.join(', ')}.`;
}

function inEnvironment(name: string, value: string, make: string): string | undefined {
  if (name in given || name in internal || name in foreign) return undefined;
  const meant = isOurs(name) || (component(name) && isVersion(value));
  return meant ? `${unknown(name)} If another program reads it: env -u ${name} ${make}` : undefined;
}

function unknown(name: string): string {
  const only = component(name);
  const near = similar(name);
  const hint = only ? `: there is one ${only} (cluster/versions.yaml)` : near.length > 0 ? `; near it: ${near.join(', ')}` : '';
  return `${name} is not a variable of this project${hint}.`;
}

/** Near a name that no other program uses: one slip of the pen, or two in eight letters. */
function isOurs(name: string): boolean {
  if (name.startsWith('MESHPROOF_')) return true;
  if (others.includes(name)) return false;
  const ours = Object.keys(given).filter((known) => !given[known]?.common);
  return ours.some((known) => slips(name, known) <= (known.length < 8 ? 1 : 2));
}

/** Names that may have been meant, the nearest first. */
function similar(name: string): string[] {
  const alike = (known: string) => slips(name, known) <= known.length / 3 || name.toUpperCase().includes(known);
  return Object.keys(given)
    .filter((known) => known.length > 2 && alike(known))
    .sort((a, b) => slips(name, a) - slips(name, b))
    .slice(0, 3);
}

/** Letters too many, missing or wrong; two neighbours that changed places are one slip. */
function slips(name: string, known: string): number {
  const upper = name.toUpperCase();
  const at = [...known].findIndex((letter, index) => letter !== upper[index]);
  const exchanged = known.slice(0, at) + known.charAt(at + 1) + known.charAt(at) + known.slice(at + 2);
  return at >= 0 && upper === exchanged ? 1 : distance(upper, known);
}

/** `istio 1.31.0` for a component that has this name and one version. */
function component(name: string): string | undefined {
  const found = fixed.find((one) => one.toUpperCase() === name.toUpperCase());
  if (!found) return undefined;
  const versions = readFileSync(join(import.meta.dirname, '../versions.yaml'), 'utf8');
  return `${found} ${new RegExp(`^${found}: (.+)$`, 'm').exec(versions)?.[1]}`;
}

const isVersion = (text: string): boolean => /^(v?\d+\.\d|latest)/.test(text);

/** Names on the command line of make. Inside another make they may be that one's, and cannot be told apart: none. */
export function commandLineOf({ MAKEFLAGS = '', MAKELEVEL }: Environment): string[] {
  if (Number(MAKELEVEL) > 1) return [];
  const [, assignments = ''] = /(?:^|\s)-- (.*)$/s.exec(MAKEFLAGS) ?? [];
  const words = assignments.match(/(?:\\.|\S)+/gs) ?? [];
  return words.flatMap((word) => /^[^:+?!=]+/.exec(word)?.[0] ?? []);
}
