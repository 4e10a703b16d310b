import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { base64, redacted } from './testing.ts';

const secretOf = (data: object, more: object = {}) => ({
  apiVersion: 'v1',
  data,
  kind: 'Secret',
  metadata: {
    name: 's',
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify({ apiVersion: 'v1', data, kind: 'Secret' })}\n`,
    },
  },
  type: 'Opaque',
  ...more,
});
const configMap = { apiVersion: 'v1', data: { mode: 'fast' }, kind: 'ConfigMap', metadata: { name: 'c' } };
const [user, pass] = [base64('someone'), base64('hunter2')];
const printed: [string, string][] = [
  ['kubectl get -o yaml', stringify(secretOf({ user, pass }), { lineWidth: 0 })],
  ['kubectl get -o json', JSON.stringify(secretOf({ user, pass }), undefined, 4)],
  ['jq -c', JSON.stringify(secretOf({ user, pass }))],
  ['a list in YAML', stringify({ apiVersion: 'v1', items: [configMap, secretOf({ user, pass }), configMap], kind: 'List' })],
  [
    'a list in JSON',
    JSON.stringify({ apiVersion: 'v1', items: [configMap, secretOf({ user, pass })], kind: 'List' }, undefined, 2),
  ],
  [
    'the API server’s list',
    JSON.stringify({ kind: 'SecretList', apiVersion: 'v1', items: [{ metadata: { name: 's' }, data: { user, pass } }] }),
  ],
  ['stringData', `kind: Secret\napiVersion: v1\nstringData:\n  user: ${user}\n  pass: |\n    ${pass}\n    more\n  last: x\n`],
  [
    'beside others',
    `it's "done\n---\n${stringify(configMap)}---\n${stringify(secretOf({ user, pass }))}---\n${stringify(configMap)}ok\n`,
  ],
  ['on a terminal', stringify(secretOf({ user, pass }), { lineWidth: 0 }).replaceAll('\n', '\r\n')],
];
test.for(printed)('a Secret that a command prints loses its values: %s', ([, text]) => {
  const { text: rest, removed } = redacted(text);
  expect(rest).not.toContain(user);
  expect(rest).not.toContain(pass);
  expect(removed['value of a Secret']).toBeGreaterThanOrEqual(2);
  if (text.includes('mode')) expect(rest.match(/mode"?: "?fast/g)).toEqual(text.match(/mode"?: "?fast/g));
  expect(rest).toMatch(/\bs\b|last/);
  if (text.startsWith('{')) expect(() => JSON.parse(rest) as unknown).not.toThrow();
});

test('what has lost its values already is not counted again', () => {
  const text = stringify(secretOf({ user: '[value of a Secret removed]' }));
  expect(redacted(text).removed).toEqual({});
});

test('a value goes as a whole, whatever else is known of it', () => {
  const text = JSON.stringify({ kind: 'Secret', stringData: { pass: 'hunter2\n-----BEGIN PRIVATE KEY-----\n' } });
  expect(redacted(text).text).toBe('{"kind":"Secret","stringData":{"pass":"[value of a Secret removed]"}}');
});
