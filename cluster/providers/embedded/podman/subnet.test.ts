import { expect, test } from 'vitest';
import { InfrastructureError } from '../../../host/errors.ts';
import { dryRunner } from '../../../host/runner.ts';
import { freeSubnet, usedSubnets } from './subnet.ts';

test('begins at the seed', () => {
  expect(freeSubnet([], 7)).toBe('10.89.7.0/24');
});

test('passes over networks in use and wraps around', () => {
  expect(freeSubnet(['10.89.255.0/24', '10.89.0.0/24'], 255)).toBe('10.89.1.0/24');
});

test('passes over a larger network that contains it, and a single address in it', () => {
  expect(freeSubnet(['10.89.0.0/17', '10.89.128.200'], 0)).toBe('10.89.129.0/24');
});

test('ignores networks elsewhere', () => {
  expect(freeSubnet(['10.88.0.0/16', '192.0.2.0/24'], 0)).toBe('10.89.0.0/24');
});

test('says so when all are taken', () => {
  expect(() => freeSubnet(['10.0.0.0/8'])).toThrow(InfrastructureError);
});

test('reads Podman’s networks and the host’s routes, without the default route and IPv6', async () => {
  const answers: Record<string, string> = {
    podman: JSON.stringify([{ name: 'a', subnets: [{ subnet: '10.89.7.0/24' }, { subnet: 'fd00::/64' }] }, { name: 'host' }]),
    ip: JSON.stringify([{ dst: 'default' }, { dst: '192.0.2.0/24' }, { dst: '10.89.9.1' }]),
  };
  const runner = { ...dryRunner(() => undefined), run: async (command: string) => answers[command] ?? '' };
  expect(await usedSubnets(runner)).toEqual(['10.89.7.0/24', '192.0.2.0/24', '10.89.9.1']);
});
