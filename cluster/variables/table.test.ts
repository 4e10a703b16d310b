import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { engines } from '../host/engine.ts';
import { checkout } from '../host/names.ts';
import { providers } from '../providers/index.ts';
import * as names from './names.ts';
import * as table from './table.ts';

const read = (path: string) => readFileSync(join(checkout, path), 'utf8');
const sources = [
  'vitest.config.ts',
  ...globSync('{cluster,helpers,reports,specs,.ci}/**/*.{ts,mjs,js}', { cwd: checkout }),
].filter((path) => !/\.test\.ts$|^reports\/out\//.test(path));

const name = '[A-Z][A-Z0-9_]*';
const reads = [
  new RegExp(`\\benv\\.(${name})\\b`, 'g'),
  new RegExp(`\\benv\\[['"](${name})['"]\\]`, 'g'),
  new RegExp(`\\b(?:flag\\(env, |isOn\\()'(${name})'`, 'g'),
];
/** What is taken out of an environment by name: `{ SET: set } = env`, or as a parameter. */
const taken = /\{([^{}]*)\}\s*(?:=\s*(?:process\.)?env\b|:\s*(?:NodeJS\.Process)?Env(?:ironment)?\b)/g;

function readsOf(text: string): string[] {
  const destructured = [...text.matchAll(taken)].flatMap(([, names = '']) =>
    names.split(',').flatMap((one) => new RegExp(`^\\s*(${name})\\b`).exec(one)?.[1] ?? []),
  );
  return [...destructured, ...reads.flatMap((one) => [...text.matchAll(one)].flatMap(([, found]) => found ?? []))];
}

const makefile = read('Makefile');
const targets = /^targets := (.*)$/m.exec(makefile)?.[1]?.split(' ') ?? [];
/** `$(NAME)` of a text of the Makefile, without what the Makefile defines and what make has. */
const expanded = (text: string) =>
  [...text.matchAll(/\$\(([A-Z]\w*)\)/g)]
    .flatMap(([, found]) => found ?? [])
    .filter((one) => !new RegExp(`^(?:export )?${one} :=`, 'm').test(makefile) && !/^(MAKE.*|CURDIR)$/.test(one));

test('every variable that is read is in the table, and every name of the table is read', () => {
  const code = sources.flatMap((path) => readsOf(read(path)));
  const inTable = [table.given, names.internal, names.foreign].flatMap((part) => Object.keys(part));
  expect([...new Set([...code, ...expanded(makefile)])].sort()).toEqual(inTable.sort());
});

test('the table has its form', () => {
  const given = z.strictObject({
    takes: z.string().regex(/^(<.+>|[\w-]+(\|[\w-]+)+)$/),
    says: z.string().regex(/^[^"'].*[^.]$/),
    targets: z.array(z.enum(targets)).min(1),
    common: z.literal(true).optional(),
  });
  z.record(z.string(), given).parse(table.given);
  z.record(z.string(), z.string()).parse({ ...names.internal, ...names.foreign });
  const values = (one: string) => table.given[one]?.takes.split('|').sort();
  expect(values('PROVIDER')).toEqual(['auto', ...providers.map(({ name }) => name)].sort());
  expect(values('KIND_EXPERIMENTAL_PROVIDER')).toEqual([...engines].sort());
});

/** A program with all it imports, and all programs of ours that it names to start them. */
function reached(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = read(path);
  const imported = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, to = '']) =>
    relative(checkout, join(checkout, dirname(path), to)),
  );
  const named = [...text.matchAll(/'(?:\.\/)?((?:cluster|helpers|reports)\/[\w/.-]+\.ts)'/g)].map(([, to = '']) => to);
  const tests = text.includes('vitest.mjs') ? ['vitest.config.ts'] : [];
  for (const one of [...imported, ...named, ...tests]) if (existsSync(join(checkout, one))) reached(one, seen);
  return seen;
}

/** The recipe of a target, with those of the targets that it needs. */
function recipeOf(target: string): string {
  const [, needed = '', recipe = ''] =
    new RegExp(`^(?:[a-z -]+ )?${target}(?: [a-z -]+)?:([a-z -]*)(?: ##.*)?\n((?:\t.*\n)*)`, 'm').exec(makefile) ?? [];
  return [recipe, ...needed.trim().split(' ').filter(Boolean).map(recipeOf)].join('');
}

test.each(targets)('what the table says that make %s reads, its program can read', (target) => {
  const recipe = recipeOf(target);
  expect(recipe).not.toBe('');
  const programs = [...recipe.matchAll(/\$\(NODE\) (\S+\.ts)/g)].map(([, path = '']) => path);
  const tests = recipe.includes('vitest') ? globSync('{cluster,helpers,reports}/**/*.test.ts', { cwd: checkout }) : [];
  const files = new Set([...programs, ...tests].flatMap((path) => [...reached(path)]));
  const readable = new Set([...expanded(recipe), ...[...files].flatMap((path) => readsOf(read(path)))]);
  const said = Object.keys(table.given).filter((one) => table.given[one]?.targets.includes(target));
  expect(said.filter((one) => !readable.has(one))).toEqual([]);
});
