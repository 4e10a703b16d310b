import { relative } from 'node:path';
import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { root } from '../root.ts';

/** What makes a string a program: a pipe, a list by && or ||, a substitution, a loop, a filter where a command begins. */
const programs = [
  /(^|\s)\|\s/,
  /&&|\s\|\|\s/,
  /\$\(|<\(/,
  /\b(for \w+ in|while|until) [^]*\bdo\b/,
  /(^|[;&|({\n])\s*(awk|sed|jq|grep)\s+\S/,
];

const longest = 120;

/** By what part of a command is taken out or split: it is not run. */
const taking = /^(replace|replaceAll|split)$/;

export function isProgram(text: string): boolean {
  return programs.some((pattern) => pattern.test(text));
}

/**
 * A spec is read aloud, and programs in quotes are not. What the document or its reader would type may stay, as often as the file is allowed
 * to have it; neither more nor less, and no string that takes more than 120 characters there, quotes included.
 */
export const shellStrings: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', additionalProperties: { type: 'integer', minimum: 1 } }],
    messages: {
      program:
        'A program in quotes: "{{start}}". Use a reading (reader.lines, reader.json, a word of the workload), or build one.',
      long: 'A program of {{length}} characters in quotes; {{longest}} is the most.',
      unused:
        'The file may hold {{allowed}} programs in quotes and holds {{found}}: lower its number in the list that eslint.config.js gives to this rule.',
    },
  },
  create: (context) => {
    const allowances = (context.options[0] ?? {}) as Record<string, number>;
    const allowed = allowances[relative(root, context.filename)] ?? 0;
    const found: { node: Node; text: string; length: number }[] = [];
    const look = (node: Rule.Node) => {
      if (isPart(node.parent) || isTaken(node)) return;
      const text = textOf(node);
      if (text !== undefined && isProgram(text)) found.push({ node, text, length: context.sourceCode.getText(node).length });
    };
    return {
      Literal: look,
      TemplateLiteral: look,
      BinaryExpression: look,
      'Program:exit'(program: Node) {
        for (const { node, length } of found.filter((one) => one.length > longest))
          context.report({ node, messageId: 'long', data: { length: String(length), longest: String(longest) } });
        for (const { node, text } of found.slice(allowed))
          context.report({ node, messageId: 'program', data: { start: text.slice(0, 60) } });
        if (found.length < allowed)
          context.report({
            node: program,
            messageId: 'unused',
            data: { allowed: String(allowed), found: String(found.length) },
          });
      },
    };
  },
};

/** The whole concatenation is looked at. */
function isPart(parent: Node | null): boolean {
  return parent?.type === 'BinaryExpression' && parent.operator === '+';
}

function isTaken(node: Rule.Node): boolean {
  const parent = node.parent as Node | null;
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== node || parent.callee.type !== 'MemberExpression')
    return false;
  return parent.callee.property.type === 'Identifier' && taking.test(parent.callee.property.name);
}

/** The text as far as the spec says it; undefined of what is none. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('X');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const parts = [node.left as Node, node.right].map((part) => textOf(part));
  return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? 'X').join('');
}
