import type { Rule, Scope } from 'eslint';
import type { CallExpression, Node } from 'estree';

const statements = new Set(['control', 'expect', 'erratum', 'note']);
/** What a command changes once is recorded there, and asked no more. */
const once = /^lane\.(attempt|change|during)$/;

const options = String.raw`(?: +(?:-n|--namespace|--context|--kubeconfig|--as)(?:=| +)\S+| +--?[a-z][\w-]*(?:=\S+)?)*`;
const verbs = String.raw`(?:run|create|apply|delete|label|annotate|scale|patch|expose|replace|set|rollout +restart)`;
const change = new RegExp(String.raw`(?<![\w^./-])kubectl${options} +${verbs}(?![\w-])[^\n;|&]*`);

/** The first command of a shell text that changes objects; undefined where none does, or all of it is a dry run. */
export function changeIn(text: string): string | undefined {
  return text.includes('--dry-run') ? undefined : change.exec(text.replaceAll(/\\\n\s*/g, ' '))?.[0].trim();
}

/**
 * A reading is repeated until it settles, and once more to prove its instrument: what changes something would do so again. Follows the
 * constants of the spec's file; what the document's own commands do it cannot see.
 */
export const changeOnce: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      repeated:
        '"{{command}}" changes something, and a reading is repeated: write lane.change(…), or judge what lane.attempt(…) brought.',
    },
  },
  create: (context) => ({
    CallExpression(node) {
      if (node.callee.type !== 'Identifier' || !statements.has(node.callee.name)) return;
      const readings = node.callee.name === 'control' ? node.arguments.slice(1) : node.arguments;
      const command = changeIn(readings.map((one) => textOf(one, context, new Set())).join('\n'));
      if (command) context.report({ node, messageId: 'repeated', data: { command: command.slice(0, 80) } });
    },
  }),
};

/** A value that only a run knows. */
const unknown = 'X';

/** All text that can get into the value of an expression, in the order in which it is written. */
function textOf(node: Node, context: Rule.RuleContext, seen: Set<Node>): string {
  if (seen.has(node)) return unknown;
  seen.add(node);
  const of = (one: Node) => textOf(one, context, seen);
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  if (node.type === 'TemplateLiteral')
    return node.quasis
      .map(({ value }, index) => (value.cooked ?? '') + (node.expressions[index] ? of(node.expressions[index]) : ''))
      .join('');
  if (node.type === 'Identifier') {
    const value = valueOf(node.name, context.sourceCode.getScope(node));
    return value ? of(value) : unknown;
  }
  if (node.type === 'MemberExpression') return of(node.object);
  if (node.type === 'CallExpression') return textOfCall(node, context, of);
  const keys = context.sourceCode.visitorKeys[node.type] ?? [];
  return keys
    .flatMap((key) => node[key as keyof Node] as unknown as Node | (Node | null)[] | null)
    .map((child) => (child ? of(child) : ''))
    .join(node.type === 'BinaryExpression' ? '' : '\n');
}

function textOfCall(node: CallExpression, context: Rule.RuleContext, of: (node: Node) => string): string {
  const called = context.sourceCode.getText(node.callee);
  if (once.test(called) || statements.has(called)) return '';
  // what is replaced is no longer there
  const given = /\.replace(All)?$/.test(called) ? node.arguments.slice(1) : node.arguments;
  return [node.callee, ...given].map(of).join('\n');
}

/** What a constant of the file stands for. */
function valueOf(name: string, scope: Scope.Scope | null): Node | undefined {
  for (let at = scope; at; at = at.upper) {
    const definition = at.set.get(name)?.defs[0];
    if (definition) return definition.type === 'Variable' ? (definition.node.init ?? undefined) : undefined;
  }
  return undefined;
}
