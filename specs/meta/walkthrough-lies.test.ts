import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MarkdownDocument } from '../../helpers/documents/document.ts';
import { readSources } from '../../helpers/ledger/load.ts';
import { standing } from '../../helpers/ledger/standing.ts';
import { root } from '../../helpers/root.ts';
import { fallenPromises, loadCorrections } from '../../helpers/walkthrough/corrections.ts';
import { judge } from '../../helpers/walkthrough/judge.ts';
import { plantedCommand } from '../../helpers/walkthrough/testing.ts';

const path = 'fixtures/documents/module-1.md';
const text = await readFile(join(root, path), 'utf8');
const source = (await readSources(root)).find(({ document }) => document.path === path)!;
const corrections = await loadCorrections(root, source.accepted);

/** A copy of the document in which `from`, which stands there once, reads `to`. */
const copyWith = (from: string, to: string): MarkdownDocument => {
  expect(text.split(from)).toHaveLength(2);
  return new MarkdownDocument(path, text.replace(from, to));
};

test.for([
  ['another port', 'kubectl expose deployment backend --port=80', 'kubectl expose deployment backend --port=8080', 56],
  ['another port in the policy', '      port: 80\n', '      port: 8080\n', 335],
  ['another replica count', '--replicas=3', '--replicas=2', 54],
  ['another count in the prose', '3 backend pods running', '4 backend pods running', 68],
  ['405 for 403', 'an RBAC/403 response', 'an RBAC/405 response', 579],
  ['405 for 200', 'you may get HTTP 200', 'you may get HTTP 405', 369],
  ['a renamed resource', '  name: backend-policy\n', '  name: backend-rules\n', 321],
  ['a renamed resource in the clean-up', 'networkpolicy backend-policy', 'networkpolicy backend-rules', 722],
] as const)('the ledger names the line of a planted lie: %s', ([, from, to, line]) => {
  const document = copyWith(from, to);
  const fallen = standing({ ...source, document }).claims.filter(({ drifted }) => drifted);
  expect(fallen.filter((claim) => claim.line === line).map(({ id }) => id)).not.toEqual([]);
});

test.for([
  ['another count in the prose', '3 backend pods running', '4 backend pods running', 68],
  ['405 for 200', 'you may get HTTP 200', 'you may get HTTP 405', 369],
] as const)('the walk-through names a promise that the text no longer makes: %s', ([, from, to, line]) => {
  const document = copyWith(from, to);
  const reads = (at: number, quote: string) => document.quoteEnd(at, quote) !== undefined;
  const named = fallenPromises({ document, reads }, corrections, 'written');
  expect(named).not.toEqual([]);
  expect(named.filter((one) => !one.startsWith(`${path}:${line}: `))).toEqual([]);
});

/** What the cluster answered to the lie when it was typed. */
const answered = (line: number, typed: string, output: string, exit = 0) => plantedCommand(line, output, exit, { typed });

const pod = (name: string, ip: string) =>
  `backend-5c988f776f-${name}   1/1     Running   0          4s    ${ip}   worker   <none>   <none>\n`;

test.for([
  [
    'two replicas',
    answered(62, 'kubectl get pods -l app=backend -o wide', pod('5hx56', '10.244.2.80') + pod('dgsh2', '10.244.2.79')),
    68,
    /^2 backend pods instead of 3$/,
  ],
  [
    'a Service that forwards port 8080',
    answered(87, 'curl -sS http://backend | head -n 1', 'curl: (28) Failed to connect to backend port 80\n', 28),
    87,
    /curl: \(28\)/,
  ],
  [
    'a Deployment under another name',
    answered(
      56,
      'kubectl expose deployment backends --port=80',
      'Error from server (NotFound): deployments.apps "backends" not found\n',
      1,
    ),
    56,
    /deployments\.apps "backends" not found/,
  ],
  [
    'an application that answers DELETE with 403',
    answered(359, 'kubectl exec deployment/frontend -- curl …', 'DELETE /admin/users -> HTTP 403\n'),
    369,
    /DELETE \/admin\/users -> HTTP 403/,
  ],
] as const)('the walk-through names the line that a lie breaks: %s', ([, command, line, met]) => {
  const { findings } = judge([command], corrections, 'written');
  const found = findings.find((one) => one.line === line && !one.expected && !one.met.includes('was not run'));
  expect(found?.met).toMatch(met);
});
