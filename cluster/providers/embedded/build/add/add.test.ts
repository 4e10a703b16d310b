import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { profilesOf } from './istio.ts';
import { moduleText } from './goModule.ts';
import { kubeModule, namesIn } from './kubernetes.ts';
import { nodeImagesIn, withNodes } from './nodes.ts';
import { withEntry } from './versionsFile.ts';

test('what kubeadm names is read from its constants; a name that is gone is told', () => {
  const constants = `
const (
	// DefaultEtcdVersion indicates the default etcd version that kubeadm uses
	DefaultEtcdVersion = "3.6.8-0"
	CoreDNSVersion = "v1.14.2"
	PauseVersion = "3.10.2"
)`;
  expect(namesIn(constants)).toEqual({ etcd: '3.6.8-0', coredns: 'v1.14.2', pause: '3.10.2' });
  expect(() => namesIn(constants.replace('CoreDNSVersion', 'CoreDNS'))).toThrow('have no CoreDNSVersion');
});

test('each library of Kubernetes is replaced by its module of the same release, and nothing else is', () => {
  const goMod = `
require k8s.io/klog/v2 v2.140.0
replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/kubectl => ./staging/src/k8s.io/kubectl
)`;
  const { require, replace = [] } = kubeModule('1.37.2', goMod);
  expect(moduleText('kube', require, replace)).toBe(`module meshproof/kube

go 1.26.0

require k8s.io/kubernetes v1.37.2

replace (
	k8s.io/api => k8s.io/api v0.37.2
	k8s.io/kubectl => k8s.io/kubectl v0.37.2
)
`);
});

test('Istio keeps the defaults that its charts have a profile of', () => {
  const files = ['README.md', 'compatibility-version-1.9.yaml', 'demo.yaml', 'compatibility-version-1.10.yaml'];
  expect(profilesOf(files)).toEqual(['1.9', '1.10']);
});

test('a version is entered below its own part, before those that are there, and all else stays', () => {
  const text = `kubernetes:\n  default: 1.36.3\n  versions:\n    1.36.3: { etcd: 3 }\n\nenvoy:\n  versions:\n    1.40.0: {}\n`;
  expect(withEntry(text, 'envoy', '1.41.0', '{ wheel: w }')).toBe(
    text.replace('    1.40.0', '    1.41.0: { wheel: w }\n    1.40.0'),
  );
  expect(withEntry(text, 'kubernetes', '1.37.2', '{ etcd: 4 }')).toContain('versions:\n    1.37.2: { etcd: 4 }\n    1.36.3');
});

test('node images are read out of a release’s notes and take the place of the former ones, the usual minor stays', () => {
  const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
  const notes = `Images built for this release:\n\n- v1.38.1: \`kindest/node:v1.38.1@${digest('a')}\`\n* \`v1.36.9\`: \`kindest/node:v1.36.9@${digest('b')}\`\n`;
  const images = nodeImagesIn(notes);
  expect([...images]).toEqual([
    ['1.38.1', digest('a')],
    ['1.36.9', digest('b')],
  ]);
  const path = join(import.meta.dirname, '../../../../versions.yaml');
  const text = readFileSync(path, 'utf8');
  const changed = parse(withNodes(text, 'v0.34.0', images, '1.36.4')) as { published: { node: object } };
  expect(changed).toEqual({
    ...parse(text),
    published: {
      ...parse(text).published,
      node: {
        image: 'docker.io/kindest/node',
        kind: 'v0.34.0',
        source: 'https://github.com/kubernetes-sigs/kind/releases/tag/v0.34.0',
        default: '1.36.9',
        versions: Object.fromEntries(images),
      },
    },
  });
  expect(nodeImagesIn('kindest/node:v1.38.1, without a digest').size).toBe(0);
});
