import { expect, test } from 'vitest';
import { namespacesOf, placeOf, usualRoles } from './namespaceRoles.ts';

const named = (roles: Parameters<typeof namespacesOf>[0]) =>
  Object.fromEntries([...namespacesOf(roles, 'l')].map(([document, { name, role }]) => [document, `${name} ${role}`]));

test('the first of a role is one that every lane has, a further one bears the document’s name', () => {
  expect(named(usualRoles)).toEqual({ default: 'l lane' });
  expect(named({ shop: 'lane', bank: 'lane', old: 'other', older: 'other' })).toEqual({
    shop: 'l lane',
    bank: 'l-bank lane',
    old: 'l-other other',
    older: 'l-older other',
    default: 'l lane',
  });
  expect(named({ shop: 'lane', default: 'other' })).toEqual({ shop: 'l lane', default: 'l-other other' });
});

test('a workload lives in the lane’s own namespace, in its second one, or in one that the ledger declares', () => {
  const declared = namespacesOf({ shop: 'lane', bank: 'lane' }, 'l');
  const of = (namespace?: string) => placeOf({ name: 'web', namespace }, declared, 'l');
  expect([of(), of('bank'), of('other')].map(({ name, role }) => `${name} ${role}`)).toEqual([
    'l lane',
    'l-bank lane',
    'l-other other',
  ]);
  expect(() => of('old')).toThrow('The world wants web in the namespace old, for which the ledger declares no role');
});
