import { expect, it } from 'vitest';
import { InfrastructureError, NotApplicable } from '../../errors.ts';
import { heedRefusal, inWords, numberIn } from './command.ts';

const printing = (stdout: string) => ({ exit: 0, stdout, stderr: '' });

it('reads the one number that was printed', () => {
  expect(numberIn(printing('10\n'))).toBe(10);
  expect(numberIn({ exit: 1, stdout: '0\n', stderr: '' })).toBe(0);
});

it.each(['', 'many\n', '1\n2\n', '-1\n'])('learns nothing from %j', (stdout) => {
  expect(() => numberIn(printing(stdout))).toThrow(InfrastructureError);
});

const reader = { user: 'system:serviceaccount:meshproof:reader-1', lane: 'mp-lane-1' };
const refused = (rest: string) => `Error from server (Forbidden): pods is forbidden: User "${reader.user}" cannot ${rest}\n`;

it.each([
  [
    'outside of the lane',
    'patch resource "peerauthentications" in API group "security.istio.io" in the namespace "default"',
    NotApplicable,
  ],
  ['of the whole cluster', 'get resource "nodes/proxy" in API group "" at the cluster scope', NotApplicable],
  ['in a namespace whose name begins alike', 'list resource "pods" in API group "" in the namespace "mp-lane-12"', NotApplicable],
  ['in the lane itself', 'list resource "pods" in API group "" in the namespace "mp-lane-1"', InfrastructureError],
  ['in its other namespace', 'list resource "pods" in API group "" in the namespace "mp-lane-1-other"', InfrastructureError],
])('a refusal %s is no answer', (_where, rest, error) => {
  expect(() => heedRefusal(reader, { exit: 1, stdout: '', stderr: refused(rest) })).toThrow(error);
  expect(() => heedRefusal(reader, { exit: 0, stdout: `0\n${refused(rest)}`, stderr: '' })).toThrow(error);
});

it.each([
  `roles.rbac.authorization.k8s.io "all" is forbidden: user "${reader.user}" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:`,
  `pods "attacker" is forbidden: ValidatingAdmissionPolicy 'meshproof-off-nodes' with binding 'meshproof-off-nodes' denied request: a pod in a lane has no part of its node (hostPath)`,
])('what goes beyond a lane’s rights is none either: %s', (stderr) => {
  expect(() => heedRefusal(reader, { exit: 1, stdout: '', stderr })).toThrow(NotApplicable);
});

it('what others are refused, and what a command says otherwise, is the command’s', () => {
  const other = refused('list').replace(reader.user, 'system:serviceaccount:mp-lane-1:labeller');
  expect(() => heedRefusal(reader, { exit: 1, stdout: '', stderr: other })).not.toThrow();
  expect(() => heedRefusal(reader, printing(reader.user))).not.toThrow();
  const message = `ValidatingAdmissionPolicy 'meshproof-lanes' with binding 'meshproof-lanes' denied request: outside of its lanes`;
  const audited = { kind: 'Event', apiVersion: 'audit.k8s.io/v1', responseStatus: { reason: 'Forbidden', message } };
  expect(() => heedRefusal(reader, printing(`${JSON.stringify(audited)}\n`))).not.toThrow();
});

it('is told in words without a secret that its first line, or the cut of it, begins with', () => {
  const token = ['eyJhbGciOiJIUzI1NiJ9', `eyJ${'c'.repeat(90)}`, 's'.repeat(43)].join('.');
  expect(inWords(printing(`${'x'.repeat(100)} ${token}\n`))).toBe(`exit 0: ${'x'.repeat(100)} [JSON web token removed]`);
  expect(inWords(printing(`${token.replaceAll(/.{76}/g, '$&\n')}\n`))).toBe('exit 0: [JSON web token removed]');
  expect(inWords({ exit: 1, stdout: ' \n', stderr: 'no\nmore' })).toBe('exit 1: no');
});
