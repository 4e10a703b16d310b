import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { contentFile } from '../contentFile.ts';

/** Where a claim is run: `file` relative to the root, `line` of its `claim('id', …)`. */
export type SpecPlace = { file: string; line: number };

const statements = ['control', 'expect', 'erratum'] as const;
export type Statement = (typeof statements)[number];

/** A claim as its spec states it. */
export interface SpecClaim {
  /** Undefined where it is no literal. */
  id: string | undefined;
  line: number;
  /** The kinds of statement that it makes. */
  states: Statement[];
  /** Texts that it may use, in its body or from beside it. */
  texts: string[];
  /** What it looks for in lines: of its document, and of what a command prints. */
  looksFor: { document: RegExp[]; output: RegExp[] };
  /** It draws the diagram of its document. */
  draws: boolean;
}

/** What a spec file says, as far as a run must know it before the file is run. */
export interface SpecFile {
  /** Relative to the root. */
  file: string;
  claims: SpecClaim[];
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
      if (isClaim(node))
        spec.claims.push({
          id: literal,
          line,
          states: statedIn(node),
          ...textsIn(node),
          draws: node.getText(source).includes('written.diagram('),
        });
      if (ts.isIdentifier(node.expression) && node.expression.text === 'lab') spec.labChecks++;
      if (literal !== undefined && node.expression.getText(source) === 'lane.world')
        spec.worlds.push({ name: literal, line, takes: takenBy(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const shared = textsIn(source, isClaim);
  for (const claim of spec.claims) {
    claim.texts.push(...shared.texts);
    claim.looksFor.document.push(...shared.looksFor.document);
    claim.looksFor.output.push(...shared.looksFor.output);
  }
  return spec;
}

const isClaim = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'claim';

/** Every text in a node, and what it looks for in lines, but for those in nodes that are left out. */
function textsIn(node: ts.Node, leftOut: (one: ts.Node) => boolean = () => false) {
  const texts = new Set<string>();
  const looksFor: SpecClaim['looksFor'] = { document: [], output: [] };
  const visit = (one: ts.Node): void => {
    if (leftOut(one)) return;
    if (ts.isStringLiteralLike(one) || ts.isTemplateHead(one) || ts.isTemplateMiddleOrTemplateTail(one)) texts.add(one.text);
    if (ts.isCallExpression(one) && ts.isPropertyAccessExpression(one.expression) && one.expression.name.text === 'lines') {
      const where = one.expression.expression.getText() === 'written' ? 'document' : 'output';
      looksFor[where].push(patternOf(one.arguments.at(-1)));
    }
    ts.forEachChild(one, visit);
  };
  visit(node);
  return { texts: [...texts], looksFor };
}

/** Anything, where it is no literal. */
function patternOf(wanted: ts.Expression | undefined): RegExp {
  if (wanted && ts.isStringLiteralLike(wanted)) return new RegExp(RegExp.escape(wanted.text));
  if (!wanted || !ts.isRegularExpressionLiteral(wanted)) return /^/;
  const end = wanted.text.lastIndexOf('/');
  return new RegExp(wanted.text.slice(1, end), wanted.text.slice(end + 1).replace(/[gy]/g, ''));
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
  const folder = join(root, 'specs');
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const files = names.filter((name) => name.endsWith('.spec.ts')).map((name) => join('specs', name));
  return Promise.all(files.sort().map(async (file) => parseSpec(file, contentFile(join(root, file)))));
}
