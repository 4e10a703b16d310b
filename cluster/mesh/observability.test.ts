import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { addonYaml } from './observability.ts';
import { isOurs } from './ownership.ts';

const supply = { images: { prometheus: 'p:1', kiali: 'k:2' }, kialiService: 'NodePort' as const };
type Object = { kind: string; metadata: { labels: Record<string, string> }; spec: { type?: string } };
const objects = (yaml: string) => parseAllDocuments(yaml).map((document) => document.toJS() as Object);

test('every object carries this checkout’s label, so that only its own are ever removed', async () => {
  for (const addon of ['prometheus', 'kiali'] as const) {
    for (const { metadata } of objects(await addonYaml(addon, supply))) {
      expect(isOurs(metadata.labels)).toBe(true);
    }
  }
});

test('the provider’s images and kind of Service are put in', async () => {
  expect(await addonYaml('prometheus', supply)).toContain('image: p:1');
  const kiali = await addonYaml('kiali', supply);
  expect(kiali).toContain('image: k:2');
  expect(objects(kiali).find(({ kind }) => kind === 'Service')?.spec.type).toBe('NodePort');
  expect(await addonYaml('kiali', { ...supply, kialiService: 'ClusterIP' })).not.toContain('NodePort');
});
