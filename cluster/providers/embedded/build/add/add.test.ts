import { expect, test } from 'vitest';
import { profilesOf } from './istio.ts';
import { moduleText } from './goModule.ts';
import { kubeModule, namesIn } from './kubernetes.ts';
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
