import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** Where a claim is run: `file` relative to the root, `line` of its `claim('id', …)`. */
export type SpecPlace = { file: string; line: number };

const statements = ['control', 'expect', 'erratum'] as const;
export type Statement = (typeof statements)[number];

/** What a spec file says, as far as a run must know it before the file is run. */
export interface SpecFile {
  /** Relative to the root. */
  file: string;
  /** Its claims, with the kinds of statement that each makes; without an id where the id is no literal. */
  claims: { id: string | undefined; line: number; states: Statement[] }[];
  /** Checks of the lab: calls of `lab(…)`. */
  labChecks: number;
  /** Worlds in the order in which the file enters them, each with the names that it takes from there. */
  worlds: { name: string; line: number; takes: string[] }[];
}

/** Reads one spec's text. This is the only reader: what a run, a worker or a test needs to know of a spec stands in its result. */
export function parseSpec(file: string, text: string): SpecFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const spec: SpecFile = { file, claims: [], labChecks: 0, worlds: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const literal = first && ts.isStringLiteralLike(first) ? first.text : undefined;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (ts.isIdentifier(node.expression) && node.expression.text === 'claim')
        spec.claims.push({ id: literal, line, states: statedIn(node) });
      if (ts.isIdentifier(node.expression) && node.expression.text === 'lab') spec.labChecks++;
      if (literal !== undefined && node.expression.getText(source) === 'lane.world')
        spec.worlds.push({ name: literal, line, takes: takenBy(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return spec;
}

function statedIn(claim: ts.CallExpression): Statement[] {
  const called = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) called.add(node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(claim);
  return statements.filter((one) => called.has(one));
}

/** The names of `const { frontend, backend } = await lane.world(…)`. */
function takenBy(call: ts.CallExpression): string[] {
  const declaration = ts.isAwaitExpression(call.parent) ? call.parent.parent : call.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isObjectBindingPattern(declaration.name)) return [];
  return declaration.name.elements.flatMap(({ propertyName, name }) => {
    const taken = propertyName ?? name;
    return ts.isIdentifier(taken) ? [taken.text] : [];
  });
}

/** Every spec under `specs/`, by path. */
export async function readSpecs(root: string): Promise<SpecFile[]> {
  const names = await readdir(join(root, 'specs'), { recursive: true });
  const files = names.filter((name) => name.endsWith('.spec.ts')).map((name) => join('specs', name));
  return Promise.all(files.sort().map(async (file) => parseSpec(file, await readFile(join(root, file), 'utf8'))));
}
