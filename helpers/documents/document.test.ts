import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { MarkdownDocument, normalise, readDocument } from './document.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const module1 = await readDocument(root, 'fixtures/documents/module-1.md');

test.for([
  ['dashes and hyphens', 'a\u2010b\u2011c\u2013d\u2014e\u2015f', 'a-b-c-d-e-f'],
  ['quotes', '\u2018a\u2019 \u201cb\u201d', `'a' "b"`],
  ['white space', '  a\u00a0 b\n\tc ', 'a b c'],
  ['nothing else', 'Pod \u2192 Service', 'Pod \u2192 Service'],
])('normalise: %s', ([, text, expected]) => {
  expect(normalise(text!)).toBe(expected);
});

test('hash and lines are those of the file', () => {
  expect(module1.sha256).toBe('7ba5514e3eec7f32ff8b2f6989916736f18d598b895218a5a86ff9a2a9af4784');
  expect(module1.lines).toHaveLength(743);
  expect(module1.lines[40]).toBe('make kind-up');
});

test('a block knows its lines, language and commands', () => {
  const block = module1.blockAt(63);
  expect(block).toMatchObject({ first: 62, last: 64, language: 'bash' });
  expect(block.commands.map(({ line }) => line)).toEqual([62, 63, 64]);
});

test('outside of a block the error names the nearest ones', () => {
  expect(() => module1.blockAt(68)).toThrow(
    'fixtures/documents/module-1.md:68 is in no block of code; the nearest ones are at 62-64',
  );
});

describe('commandAt', () => {
  test('a plain line', () => {
    expect(module1.commandAt(348)).toBe('kubectl exec deployment/frontend -- curl -m 5 http://backend');
  });

  test('the typo of line 55 as it stands', () => {
    expect(module1.commandAt(55)).toBe('**kubectl** expose deployment frontend --port=80');
  });

  test('a loop as a whole, and one command of its body', () => {
    expect(module1.commandAt(225)).toBe(module1.lines.slice(224, 228).join('\n'));
    expect(module1.commandAt(226)).toBe('kubectl exec deployment/frontend -- curl -s -o /dev/null -w "." http://backend');
    expect(module1.commandAt(229)).toBe('echo');
  });

  test('a here-document with its body and terminator', () => {
    expect(module1.commandAt(317)).toBe(module1.lines.slice(316, 336).join('\n'));
    expect(module1.commandAt(325)).toBe(module1.commandAt(317));
  });

  test('continuation lines', () => {
    const document = new MarkdownDocument('x.md', '```bash\ncurl \\\n  -s \\\n  http://backend\nexit\n```\n');
    expect(document.commandAt(2)).toBe('curl \\\n  -s \\\n  http://backend');
    expect(document.blocks[0]?.commands).toHaveLength(2);
  });

  test('a loop inside a loop', () => {
    const document = new MarkdownDocument('x.md', '```sh\nfor a in 1; do\n  for b in 2; do\n    echo\n  done\ndone\nexit\n```\n');
    expect(document.blocks[0]?.commands.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [2, 6],
      [7, 7],
    ]);
    expect(document.commandAt(3)).toBe('for b in 2; do\n    echo\n  done');
    expect(document.commandAt(4)).toBe('echo');
  });

  test.for([526, 259, 228])('line %i holds none', (line) => {
    expect(() => module1.commandAt(line)).toThrow(`module-1.md:${line} holds no command`);
  });
});

test('the manifests are the documents’ YAML', () => {
  const policy = module1.manifestIn(module1.blockAt(317));
  expect(policy.line).toBe(318);
  expect(parse(policy.yaml)).toMatchObject({ kind: 'NetworkPolicy', spec: { policyTypes: ['Ingress'] } });
  expect(parse(module1.manifestIn(module1.blockAt(560)).yaml)).toMatchObject({ kind: 'AuthorizationPolicy' });
  expect(() => module1.manifestIn(module1.blockAt(41))).toThrow('module-1.md:41: the block feeds no here-document');
});

describe('a quote', () => {
  test('stands on its line, typography aside', () => {
    expect(module1.quoteEnd(612, 'It\u2019s the "who talks to whom" view')).toBe(612);
  });

  test('may run on to the lines below', () => {
    expect(module1.quoteEnd(323, 'podSelector:\n  matchLabels:\n    app: backend')).toBe(325);
  });

  test('must start on the line named', () => {
    expect(module1.quoteEnd(322, 'matchLabels:\n    app: backend')).toBeUndefined();
    expect(module1.quoteEnd(4, 'make kind-up')).toBeUndefined();
    expect(module1.quoteEnd(6, 'make kind-up')).toBeUndefined();
    expect(module1.quoteEnd(9999, 'make kind-up')).toBeUndefined();
  });

  test('does not end inside a word or a number', () => {
    const document = new MarkdownDocument('x.md', 'port: 8080 and port: 80\n');
    expect(document.quoteEnd(1, 'port: 80')).toBe(1);
    expect(document.quoteEnd(1, 'port: 808')).toBeUndefined();
    expect(document.quoteEnd(1, 'ort: 80')).toBeUndefined();
  });
});
