import { expect, test } from 'vitest';
import { InterruptedError } from './errors.ts';
import { poll } from './poll.ts';

const options = { what: 'pods', timeoutMs: 1000, everyMs: 1, signal: new AbortController().signal };
const looks = (...says: string[]) => {
  const left = [...says];
  return async () => ({ done: left.length === 1, says: (left.length > 1 ? left.shift() : left[0]) ?? '' });
};

test('looks until it is done, telling changes once', async () => {
  const seen: string[] = [];
  const said = await poll(looks('1 of 3', '1 of 3', '2 of 3', '3 of 3'), { ...options, onChange: (says) => seen.push(says) });
  expect(said).toBe('3 of 3');
  expect(seen).toEqual(['1 of 3', '2 of 3']);
});

test('when time is up it tells what was seen last, and what to do', async () => {
  const waiting = poll(async () => ({ done: false, says: '2 of 3' }), { ...options, timeoutMs: 0, remedy: 'look there' });
  await expect(waiting).rejects.toMatchObject({ message: 'Waited 0 s for pods: 2 of 3.', remedy: 'look there' });
});

test('a server that does not answer yet is looked at again', async () => {
  let asked = 0;
  const look = async () => {
    asked += 1;
    if (asked === 1) throw Object.assign(new Error('fetch failed'), { cause: new Error('connect ECONNREFUSED') });
    return { done: true, says: 'up' };
  };
  expect(await poll(look, options)).toBe('up');
});

test('a mistake in the program is not waited for', async () => {
  const look = () => Promise.reject(new TypeError('undefined is not a function'));
  await expect(poll(look, options)).rejects.toBeInstanceOf(TypeError);
});

test('Ctrl-C ends the wait', async () => {
  const controller = new AbortController();
  const waiting = poll(async () => ({ done: false, says: '' }), { ...options, signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toBeInstanceOf(InterruptedError);
});
