import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { readOptions, usage } from './options.ts';
import { faults } from './table.ts';

test('every fault is tried once, unless it needs root and nobody is', () => {
  const root = readOptions({}, true);
  expect(root).toMatchObject({ names: Object.keys(faults), n: Object.keys(faults).length, all: true });
  const user = readOptions({}, false);
  expect(user.names).not.toContain('clock');
  expect(user).toMatchObject({ n: user.names.length, all: false });
});

test('N, SEED and FAULTS choose', () => {
  expect(readOptions({ N: '60', SEED: 'a', FAULTS: 'kubelet,node,kubelet' }, true)).toEqual({
    n: 60,
    seed: 'a',
    names: ['kubelet', 'node'],
    all: false,
  });
  expect(readOptions({}, true).seed).not.toBe(readOptions({}, true).seed);
});

test.each([
  [{ N: '0' }, 'N=0 means nothing'],
  [{ N: '1.5' }, 'N=1.5 means nothing'],
  [{ FAULTS: 'kubelet,nosuch' }, 'there is no fault nosuch; there are kill-verify'],
  [{ FAULTS: ',' }, 'there is no fault'],
  [{ FAULTS: 'clock' }, 'only root can do clock'],
])('%j is refused', (env, says) => {
  expect(() => readOptions(env, false)).toThrow(UsageError);
  expect(() => readOptions(env, false)).toThrow(says);
});

test('the usage names each fault', () => {
  for (const [name, { says }] of Object.entries(faults)) expect(usage).toContain(`${name.padEnd(18)}${says}`);
});
