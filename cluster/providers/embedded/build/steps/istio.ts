import { type GoModule, modfileOf } from './go.ts';

/** Whether this Istio has a module file of its own, with its own versions of the libraries that the others have in common. */
export const isApart = (istio: string): boolean => modfileOf('istio', istio) !== 'go.mod';

/** The step of Istio's programs. The common libraries stand on the usual Istio's downloads, so one that is apart has other steps. */
export const istioStep = (istio: string): string => (isApart(istio) ? 'another-istio' : 'istio');

/** Istio's programs and charts, in the versions of one of its module files. */
export function istioModule(istio: string, modfile = modfileOf('istio', istio)): GoModule {
  const usual = modfile === 'go.mod';
  return {
    name: 'istio',
    step: usual ? 'istio' : istioStep(istio),
    packages: ['pilot/cmd/pilot-discovery', 'pilot/cmd/pilot-agent', 'istioctl/cmd/istioctl'].map(
      (path) => `istio.io/istio/${path}`,
    ),
    modfile,
    ldflags: [`-X istio.io/istio/pkg/version.buildVersion=${istio}`],
    tags: ['vtprotobuf', 'disable_pgv'],
    sources: [
      { module: 'istio.io/istio', path: 'manifests' },
      { module: 'istio.io/istio', path: 'tools/packaging/common/envoy_bootstrap.json' },
    ],
    client: usual,
    seconds: usual ? [45, 250] : [60, 400],
  };
}
