import { expect, test } from 'vitest';
import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { environmentName } from './config.ts';

const named = (environment: object) =>
  environmentName({
    run: { environment: { kubernetes: '1.36.3', istio: '1.31.0', proxy: '1.40.0', components: [], ...environment } },
  } as unknown as Evidence);
const components = [{ name: 'compatibilityVersion', version: '1.30' }];

test('the defaults that Istio keeps are part of the name, and of another environment', () => {
  expect(named({ components })).toBe('Kubernetes 1.36.3, Istio 1.31.0 as 1.30, Envoy 1.40.0');
  expect(named({})).toBe('Kubernetes 1.36.3, Istio 1.31.0, Envoy 1.40.0');
});

test('no name is longer than Allure takes, and names that differ in their ends stay apart', () => {
  const vendors = (proxy: string) => named({ kubernetes: '1.36.3-vendor.20261127', istio: '1.31.0-vendor.4', components, proxy });
  const names = [vendors('1.40.0-vendor.1'), vendors('1.40.0-vendor.2')];
  expect(names.map(({ length }) => length)).toEqual([64, 64]);
  expect(new Set(names).size).toBe(2);
});
