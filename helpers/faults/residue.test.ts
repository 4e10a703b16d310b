import { mkdirSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { runFolder } from '../settings.ts';
import { differences, filesLeft, mountsBelow } from './residue.ts';

const before = {
  objects: { '/api/v1/nodes/n': '1', '/api/v1/namespaces/a': '1', '/api/v1/namespaces/b': '1' },
  others: ['network lab'],
};

test('nothing differs where nothing does', () => {
  expect(differences(before, structuredClone(before))).toEqual([]);
});

test('what came, went or changed is told', () => {
  const objects = { '/api/v1/nodes/n': '1', '/api/v1/namespaces/b': '2', '/api/v1/namespaces/mp-lane-1': '1' };
  expect(differences(before, { objects, others: ['network rule for mp-lane-1 in n'] })).toEqual([
    '- /api/v1/namespaces/a',
    '~ /api/v1/namespaces/b',
    '+ /api/v1/namespaces/mp-lane-1',
    '+ network rule for mp-lane-1 in n',
    '- network lab',
  ]);
});

test('what an earlier run left may go', () => {
  const left = {
    objects: { ...before.objects, '/api/v1/namespaces/mp-lane-1/pods/a': '1' },
    others: ['network rule for mp-lane-1 in n'],
  };
  expect(differences(left, { ...before, others: [] })).toEqual([]);
});

test('a node that its kubelet writes again is nothing left; one that is gone is', () => {
  expect(differences(before, { ...before, objects: { ...before.objects, '/api/v1/nodes/n': '2' } })).toEqual([]);
  const { '/api/v1/nodes/n': _gone, ...rest } = before.objects;
  expect(differences(before, { ...before, objects: rest })).toEqual(['- /api/v1/nodes/n']);
});

test('a run’s folder of temporary files is left until it is gone', () => {
  const pack = '/planted/pack-of-residue-test';
  const folder = runFolder(pack);
  expect(filesLeft([pack], '/planted', '')).not.toContain(folder);
  mkdirSync(folder);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(filesLeft([pack], '/planted', '')).toContain(folder);
});

test('mounts are ours by their name and their place', () => {
  const mounts =
    'meshproof-faults /out/faults/1/packs tmpfs rw 0 0\ntmpfs /out/faults/2/packs tmpfs rw 0 0\nmeshproof-faults /elsewhere tmpfs rw 0 0\n';
  expect(mountsBelow('/out/faults', mounts)).toEqual(['/out/faults/1/packs']);
});
