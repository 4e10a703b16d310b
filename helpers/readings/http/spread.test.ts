import { expect, test } from 'vitest';
import { alikeIn, parseAnswers, shareOf } from './spread.ts';

test('an answer belongs to the name printed before it', () => {
  const output = 'name backend-a\nanswer 200 10.96.1.1 1\nname backend-b\nanswer 200 10.96.1.1 0\n';
  expect(parseAnswers(output)).toEqual([
    { name: 'backend-a', status: 200, remoteIp: '10.96.1.1', connects: 1, unresolved: false },
    { name: 'backend-b', status: 200, remoteIp: '10.96.1.1', connects: 0, unresolved: false },
  ]);
});

test('a request without a page keeps no other name', () => {
  const output = 'name backend-a\nanswer 200 10.96.1.1 1\nanswer 000  0\n';
  expect(parseAnswers(output)[1]).toEqual({ name: 'unnamed', status: 0, remoteIp: '', connects: 0, unresolved: false });
});

test('a share is that of a Deployment’s pods, and none where a proxy answered itself', () => {
  const row = (name: string) => `name ${name}\nanswer 200 10.96.1.1 1\n`;
  const answers = [row('v1-a-1'), row('v1-a-2'), row('v2-b-1'), row('v1-a-1')].join('');
  expect(shareOf('v2', parseAnswers(answers))).toBe(25);
  expect(shareOf('v2', parseAnswers(`${answers}answer 503 10.96.1.1 1\n`))).toBeNaN();
});

test('how many samples of a size one pod answered alone; one that is not full does not count', () => {
  const rows = (...names: string[]) => names.map((name) => ({ name, status: 200, remoteIp: '', connects: 1, unresolved: false }));
  expect(alikeIn(2, rows('a', 'a', 'a', 'b', 'b', 'b', 'c'))).toBe(66.67);
  expect(alikeIn(3, rows('a', 'a', 'a', 'a', 'b', 'a'))).toBe(50);
  expect(alikeIn(2, rows('a', 'unnamed'))).toBeNaN();
});

test('a name that took all the time is told from a server that gave no answer', () => {
  const unresolved = (error: string) => parseAnswers(`answer 000  0 ${error}\n`).map((one) => one.unresolved);
  expect(unresolved('Resolving timed out after 5000 milliseconds')).toEqual([true]);
  expect(unresolved('Connection timed out after 5001 milliseconds')).toEqual([false]);
  expect(unresolved('')).toEqual([false]);
});
