import type { Given } from './given.ts';

/** Variables of clusters of others, and of what a crash left in a cluster; `make help` reads these lines too. */
export const ofClusters: Record<string, Given> = {
  REVISION: {
    takes: '<revision>',
    says: 'the Istio of PROVIDER=existing that injects into lanes, by its revision or tag (istio.io/rev)',
    targets: ['verify', 'watch', 'test', 'bench', 'gate', 'doctor'],
    common: true,
  },
  PROMETHEUS_AT: {
    takes: '<namespace>/<service>:<port>',
    says: 'the Prometheus of PROVIDER=existing, where it is not found by itself; with /<path> behind it where it has one',
    targets: ['verify', 'watch', 'test', 'bench', 'gate', 'doctor', 'kiali'],
    common: true,
  },
  KIALI_AT: {
    takes: '<namespace>/<service>:<port>',
    says: 'the Kiali of PROVIDER=existing, where it is not found by itself; with /<path> behind it where that is not /kiali',
    targets: ['verify', 'watch', 'test', 'bench', 'gate', 'doctor', 'kiali'],
    common: true,
  },
  IMAGES: {
    takes: '<registry>/<prefix>',
    says: 'a mirror from which workloads of PROVIDER=existing get their images, by their names without a registry',
    targets: ['verify', 'watch', 'test', 'bench', 'gate', 'doctor'],
    common: true,
  },
  RUN: {
    takes: '<run>',
    says: 'the run whose objects are removed, by the name that make verify printed, or by its key',
    targets: ['clean-run'],
    common: true,
  },
  NAME: {
    takes: '<cluster>',
    says: 'the cluster to remove',
    targets: ['prune'],
    common: true,
  },
};
