import { expect, test } from 'vitest';
import { together } from './failFast.ts';

test('the first failure stops the others and is the one thrown', async () => {
  const controller = new AbortController();
  const stopped: string[] = [];
  const slow = () =>
    new Promise((_, reject) => {
      controller.signal.addEventListener('abort', () => {
        stopped.push('slow');
        reject(new Error('stopped'));
      });
    });
  const failing = () => Promise.reject(new Error('no disk'));
  await expect(together({ abort: (reason) => controller.abort(reason) }, [slow, failing])).rejects.toThrow('no disk');
  expect(stopped).toEqual(['slow']);
});
