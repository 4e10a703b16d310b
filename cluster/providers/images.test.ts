import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { temporaryFolder } from '../host/testing.ts';
import { readVersions } from '../versions.ts';
import { loadPublished, nodeToProbe } from './images.ts';

const { published, kind } = readVersions();

test('node images are those of the kind that is compiled: a node image belongs to one kind release', () => {
  const module = readFileSync(join(import.meta.dirname, 'embedded/build/modules/kind/go.mod'), 'utf8');
  expect(module).toContain(`require sigs.k8s.io/kind ${published.node.kind}\n`);
  expect(published.node.kind).toBe(kind);
  expect(published.node.source).toContain(`/kind/releases/tag/${kind}`);
});

test('without KUBERNETES the usual one is taken, with its digest', () => {
  expect(loadPublished({}).node).toBe(
    `docker.io/kindest/node:v${published.node.default}@${published.node.versions[published.node.default]}`,
  );
});

test('every name says its registry, so that no engine’s own search list decides', () => {
  const { node, images, hub } = loadPublished({});
  expect([node, images?.prometheus, images?.kiali, hub].map((name) => name?.split('/')[0])).toEqual([
    'docker.io',
    'docker.io',
    'quay.io',
    'docker.io',
  ]);
});

test('before a provider is chosen the registry is asked for the version wanted, or the usual one where kind has none such', () => {
  expect(nodeToProbe({ KUBERNETES: 'v1.35.8' })).toContain('node:v1.35.8@');
  expect(nodeToProbe({ KUBERNETES: '1.36.3' })).toBe(loadPublished({}).node);
  expect(nodeToProbe({})).toBe(loadPublished({}).node);
});

test('PUBLISHED names another list of images, in the same form; another form is refused before anything runs', () => {
  const file = join(temporaryFolder(), 'published.yaml');
  const digest = `sha256:${'a'.repeat(64)}`;
  const node = { ...published.node, image: 'mirror.example/kindest/node', default: '1.36.3', versions: { '1.36.3': digest } };
  writeFileSync(file, stringify({ ...published, node }));
  expect(loadPublished({ PUBLISHED: file })).toMatchObject({
    kubernetes: '1.36.3',
    node: `mirror.example/kindest/node:v1.36.3@${digest}`,
  });
  expect(nodeToProbe({ PUBLISHED: file, KUBERNETES: '1.36.4' })).toContain('mirror.example/');
  writeFileSync(file, stringify({ node }));
  expect(() => loadPublished({ PUBLISHED: file })).toThrow(
    expect.objectContaining({ status: 3, message: expect.stringContaining('is no list of published images') }),
  );
});
