import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contentKeys } from './keys.ts';
import type { Step } from './step.ts';

const root = mkdtempSync(join(tmpdir(), 'keys-'));
mkdirSync(join(root, 'inputs'));
writeFileSync(join(root, 'inputs', 'a.txt'), 'one');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const step = (name: string, argv: string[], more: Partial<Step> = {}): Step => ({
  name,
  makes: 'folder',
  pool: 'compile',
  seconds: 1,
  commands: [{ argv }],
  ...more,
});
const keys = (...steps: Step[]) => Object.fromEntries(contentKeys(steps, root));

test('a key depends on the command line, on input files and on other inputs', () => {
  const before = keys(step('a', ['cp', '{file:inputs}', '{out}']));
  expect(keys(step('a', ['cp', '{file:inputs}', '{out}']))).toEqual(before);
  expect(keys(step('a', ['cp', '-r', '{file:inputs}', '{out}']))).not.toEqual(before);
  expect(keys(step('a', ['cp', '{file:inputs}', '{out}'], { inputs: { go: 'go1.26.8' } }))).not.toEqual(before);
  writeFileSync(join(root, 'inputs', 'a.txt'), 'two');
  expect(keys(step('a', ['cp', '{file:inputs}', '{out}']))).not.toEqual(before);
});

test('a change reaches every step that uses the result, and no other', () => {
  const user = step('user', ['cat', '{folder:a}/x']);
  const image = step('image', ['build', '{image:user}']);
  const other = step('other', ['true']);
  const before = keys(step('a', ['one']), user, image, other);
  const after = keys(step('a', ['two']), user, image, other);
  expect(after.user).not.toBe(before.user);
  expect(after.image).not.toBe(before.image);
  expect(after.other).toBe(before.other);
});

test('expected durations and pools are no part of a key', () => {
  expect(keys(step('a', ['x'], { seconds: 99, pool: 'transfer' }))).toEqual(keys(step('a', ['x'])));
});

test('a needed step that does not exist, and a circle, are named', () => {
  expect(() => keys(step('a', ['{folder:b}']))).toThrow('Build step a needs b, which does not exist.');
  expect(() => keys(step('a', ['{folder:b}']), step('b', ['{folder:a}']))).toThrow('a → b → a');
});
