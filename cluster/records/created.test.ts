import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createdHere, noteCreated } from './created.ts';
import { InfrastructureError } from '../host/errors.ts';
import { temporaryFolder } from '../host/testing.ts';

const lane = { kind: 'Namespace', name: 'mp-lane-1', uid: 'u-1' };

test('what was noted is read back, from whichever process wrote it', () => {
  const folder = temporaryFolder();
  expect(createdHere(folder)).toEqual([]);
  noteCreated(folder, lane);
  noteCreated(folder, { ...lane, name: 'mp-lane-2', uid: 'u-2' });
  expect(createdHere(folder).map(({ uid }) => uid)).toEqual(['u-1', 'u-2']);
});

test('a record that cannot be read makes nothing ours', () => {
  const folder = temporaryFolder();
  noteCreated(folder, lane);
  appendFileSync(join(folder, 'created.jsonl'), '{"kind":"Name');
  expect(() => createdHere(folder)).toThrow(InfrastructureError);
});
