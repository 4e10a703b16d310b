import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../../helpers/root.ts';

/** A first word that needs the line above: reports show every control by itself. */
const needsTheLineAbove =
  /^(and|so|nor|or|but|which|too|also|then|it|its|they|their|them|those|these|that|again|none|such|now|meanwhile|afterwards|before,)(?=\W|$)/i;
const longest = 90;

const faultsOf = (name: string): string[] =>
  [
    needsTheLineAbove.test(name) && 'begins with a word that needs the line above',
    / too$/.test(name) && 'ends with “too”',
    name.length > longest && `has more than ${longest} characters`,
  ].filter((fault) => fault !== false);

type Control = { place: string; name: string | undefined };

const controlsIn = (file: string, text: string): Control[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const controls: Control[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'control') {
      const [name] = node.arguments;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      controls.push({ place: `${file}:${line}`, name: name && ts.isStringLiteralLike(name) ? name.text : undefined });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return controls;
};

const files = (await readdir(join(root, 'specs'), { recursive: true })).filter((name) => name.endsWith('.spec.ts')).sort();
const controls = (
  await Promise.all(files.map(async (file) => controlsIn(file, await readFile(join(root, 'specs', file), 'utf8'))))
).flat();

test('the name of every control is a string and can be read alone', () => {
  expect(controls.length).toBeGreaterThan(0);
  expect(controls.filter(({ name }) => name === undefined)).toEqual([]);
  const faults = controls.flatMap(({ place, name = '' }) => faultsOf(name).map((fault) => `${place}: “${name}” ${fault}`));
  expect(faults).toEqual([]);
});

test('a name that needs the line above is noticed', () => {
  expect(faultsOf('and its POST')).toEqual(['begins with a word that needs the line above']);
  expect(faultsOf('It was None before')).toEqual(['begins with a word that needs the line above']);
  expect(faultsOf('the second’s too')).toEqual(['ends with “too”']);
  expect(faultsOf('x'.repeat(91))).toEqual(['has more than 90 characters']);
  expect(faultsOf('another path is denied')).toEqual([]);
});
