import { expect, test } from 'vitest';
import { hardLimits, hasSysResource, kernelOption } from './machine.ts';

const limits = `Limit                     Soft Limit           Hard Limit           Units
Max processes             96365                96365                processes
Max open files            1024                 20000                files
`;

test('reads hard limits, not soft ones', () => {
  expect(hardLimits(limits)).toEqual({ openFiles: 20000, processes: 96365 });
});

test('takes unlimited and absent for infinite', () => {
  expect(hardLimits('Max open files  1024  unlimited  files')).toEqual({ openFiles: Infinity, processes: Infinity });
});

test('finds CAP_SYS_RESOURCE in the bounding set only', () => {
  expect(hasSysResource('CapEff:\t000001ffffffffff\nCapBnd:\t000001fffeffffff\n')).toBe(false);
  expect(hasSysResource('CapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\n')).toBe(true);
});

test.each([
  ['CONFIG_NFT_QUEUE=y', 'y'],
  ['CONFIG_NFT_QUEUE=m', 'm'],
  ['# CONFIG_NFT_QUEUE is not set', 'n'],
  ['CONFIG_NFT_QUEUE_OTHER=y', 'n'],
])('kernel option in %j is %s', (text, value) => {
  expect(kernelOption('CONFIG_NFT_QUEUE', text)).toBe(value);
});
