import { expect, test } from 'vitest';
import { cellOf, describeWish, nameOfWish, wishesOf } from './wishes.ts';

test('every combination of the versions is a cell', () => {
  const wishes = wishesOf({ ISTIO: '1.30.4, v1.31.0', KUBERNETES: '1.36.3,1.37.2', CLAIMS: 'm1-*' });
  expect(wishes.map(describeWish)).toEqual([
    'Istio 1.30.4, Kubernetes 1.36.3',
    'Istio 1.30.4, Kubernetes 1.37.2',
    'Istio 1.31.0, Kubernetes 1.36.3',
    'Istio 1.31.0, Kubernetes 1.37.2',
  ]);
  expect(wishes.map(nameOfWish)[3]).toBe('istio-1.31.0-kubernetes-1.37.2');
});

test.for([
  [{}, 'No versions are named: list those of a part of the cluster, such as make matrix ISTIO=1.30.4,1.31.0'],
  [{ ISTIO: '' }, 'No versions are named'],
  [{ ISTIO: '1.30.4,1.30.4' }, 'ISTIO=1.30.4,1.30.4: 1.30.4 is listed twice'],
  [{ ISTIO: '1.30.4,' }, 'ISTIO=1.30.4,: a version is missing between two commas'],
] as const)('%o is no matrix', ([env, message]) => {
  expect(() => wishesOf(env)).toThrow(message);
});

test('a cell is named by its number and how many there are', () => {
  expect([cellOf('1/4', 4), cellOf('4/4', 4)]).toEqual([0, 3]);
  for (const wrong of ['0/4', '5/4', '2/3', '2', 'x/4'])
    expect(() => cellOf(wrong, 4)).toThrow(`CELL=${wrong}: these versions make 4 cells. Write CELL=1/4 to CELL=4/4.`);
});

test('none beside other releases’ defaults is Istio with its own', () => {
  const wishes = wishesOf({ COMPATIBILITY: 'none,1.30' });
  expect(wishes).toEqual([{ COMPATIBILITY: '' }, { COMPATIBILITY: '1.30' }]);
  expect(wishes.map(describeWish)).toEqual(['Istio’s own defaults', 'Compatibility 1.30']);
  expect(wishes.map(nameOfWish)).toEqual(['default', 'compatibility-1.30']);
});
