import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { root } from '../../helpers/root.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The example's page is a document under test, as it is or as it was accepted. */
const isOurs = (path: string): boolean => !/^docs\/example\/(?:pages|specs)\//.test(path);
const texts = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root }).filter(isOurs).sort()];

interface Snippet {
  line: number;
  /** The file that the comment above the block names: `<!-- from: specs/… -->`. */
  source: string | undefined;
  code: string;
}

/** The blocks of TypeScript and YAML of a text. */
function snippetsOf(text: string): Snippet[] {
  const lines = text.split('\n');
  return new MarkdownIt()
    .parse(text, {})
    .filter(({ type, info }) => type === 'fence' && /^(ts|yaml)\b/.test(info))
    .map(({ map, content }) => ({
      line: map![0] + 1,
      source: /^<!-- from: (\S+) -->$/.exec(lines[map![0] - 1] ?? '')?.[1],
      code: content,
    }));
}

/** Without the indentation that all lines have, so that a method may be shown without its class. */
function flush(lines: string[]): string {
  const indents = lines.filter(Boolean).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}

/** Whether the code stands in the source as it is shown, line by line. */
function standsIn(source: string, code: string): boolean {
  const shown = code.trimEnd().split('\n');
  const lines = source.split('\n');
  return lines.some((_, at) => flush(lines.slice(at, at + shown.length)) === flush(shown));
}

const snippets = texts.flatMap((file) => snippetsOf(read(file)).map((one) => ({ file, ...one })));

test.for(snippets)('$file:$line shows code as $source has it', ({ source, code }) => {
  expect(source, 'a comment above the block names its file: <!-- from: specs/… -->').toBeDefined();
  expect(standsIn(read(source ?? ''), code), code).toBe(true);
});

test('code that differs from its source is noticed', () => {
  const source = 'class A {\n  b() {\n    c();\n  }\n}\n';
  expect(standsIn(source, 'b() {\n  c();\n}\n')).toBe(true);
  expect(standsIn(source, 'b() {\n  d();\n}\n')).toBe(false);
  expect(standsIn(source, 'b() {\n}\n')).toBe(false);
  expect(snippetsOf('a\n\n```ts\nb\n```\n')).toEqual([{ line: 3, source: undefined, code: 'b\n' }]);
});

/** Paths of this repository that a text names in backticks; a placeholder such as `<name>` or a glob is none. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:cluster|docs|fixtures|helpers|reports|specs)\/[\w./-]+)`/g)]
    .flatMap(([, path]) => path ?? [])
    .filter((path) => !path.startsWith('reports/out/'));

const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].flatMap(([, target]) => target ?? []);

describe.for(texts)('%s', (file) => {
  const text = read(file);

  test('names files and folders that exist', () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('links to files that exist', () => {
    expect(linksIn(text).filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
  });
});

test('the decisions are numbered, and the list of them is complete', () => {
  const files = globSync('docs/decisions/*.md', { cwd: root }).sort();
  expect(files.map((file) => Number(/\/(\d{4})-/.exec(file)?.[1]))).toEqual(files.map((_, index) => index + 1));
  const listed = linksIn(read('docs/architecture.md')).filter((target) => target.startsWith('decisions/'));
  expect(listed.map((target) => `docs/${target}`).sort()).toEqual(files);
});
