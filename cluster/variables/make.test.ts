import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { checkout } from '../host/names.ts';
import { wrongVariables } from './check.ts';
import { given } from './table.ts';

const read = (path: string) => readFileSync(join(checkout, path), 'utf8');
const makefile = read('Makefile');
const targets = /^targets := (.*)$/m.exec(makefile)?.[1]?.split(' ') ?? [];

const make = (...args: string[]) =>
  execaSync('make', args, { cwd: checkout, env: { MAKEFLAGS: '', MAKELEVEL: '' }, reject: false });

test('every target of the Makefile that is described is checked, but for help', () => {
  const described = [...makefile.matchAll(/^([a-z][a-z -]*):.* ## /gm)].flatMap(([, names = '']) => names.split(' '));
  expect(targets.toSorted()).toEqual(described.filter((one) => one !== 'help').sort());
});

test('make help prints each variable with its values and its sentence', () => {
  const { stdout } = make('help');
  for (const [one, { takes, says }] of Object.entries(given))
    expect(stdout).toMatch(new RegExp(`^ {2}${one}=${RegExp.escape(takes)} +${RegExp.escape(says)}$`, 'm'));
});

/** Calls of make as texts show them: `make verify DOC=module-1 [KEEP=1]`, and in the Makefile `verify: ## …; KEEP=1`. */
const shown = {
  'README.md': /\bmake ([a-z-]+)((?: [[(]?[A-Z_]+=[^ `]+)+)/g,
  ...Object.fromEntries(
    ['diff', 'writing-a-claim', 'debugging', 'matrix'].map((name) => [
      `docs/${name}.md`,
      /\bmake ([a-z-]+)((?: [A-Z_]+=[^ `]+)+)/g,
    ]),
  ),
  'helpers/run/options.ts': /\bmake (verify)( \[.*)/g,
  'helpers/run/watch.ts': /\bmake (watch)( [[C].*)/g,
  'helpers/authoring/claim.ts': /\bmake (claim)( .*)/g,
  'helpers/authoring/document.ts': /\bmake (document)( .*=.*)/g,
  'helpers/mutants/mutants.ts': /\bmake (mutants)( \[.*)/g,
  'helpers/walkthrough/options.ts': /\bmake (walkthrough)( .*)/g,
  Makefile: /^([a-z-]+):.*?( .*=.*)/gm,
};

test.each(Object.entries(shown))('every variable that %s shows with a target is read by it', (path, pattern) => {
  const calls = [...read(path).matchAll(pattern)];
  expect(calls).not.toEqual([]);
  for (const [text, target = '', rest = ''] of calls) {
    const commandLine = [...rest.matchAll(/\b([A-Z][A-Z0-9_]*)=/g)].map(([, one = '']) => one);
    expect(wrongVariables({ targets: [target], commandLine, env: {} }), text).toEqual([]);
  }
});

test.each(targets)('make %s looks at the variables before anything else', (target) => {
  const { stdout } = make('-n', '-o', 'node_modules/.package-lock.json', target);
  expect(stdout.split('\n')[0]).toBe(`node_modules/.bin/node cluster/variables/cli.ts ${target}`);
});

test('a wrong variable ends make before the program of its target starts, with status 3', () => {
  const { exitCode, stdout, stderr } = make('list', 'CLAIM=m1-*', 'CLAIMS=m1-*');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^Error: nothing was run, because of 2 wrong variables:\n {2}CLAIM/);
  expect(stderr).toContain('What to do: `make help` lists every variable.\nmake: ***');
  expect(stderr).toMatch(/variables\] Error 3$/);
});
