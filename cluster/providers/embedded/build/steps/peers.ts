import type { Step } from '../dag/step.ts';
import { type GoModule, goSteps } from './go.ts';
import { imageStep } from './images.ts';

/** The step whose folder holds all that `make fidelity` takes into a cluster. */
export const peersStep = 'peers';

/** Images that the suites' pods name, each with the archive of it in the folder. The suites pin the tags. */
export const peerImages = [
  { step: 'agnhost-image', archive: 'agnhost.tar', ref: 'registry.k8s.io/e2e-test-images/agnhost:2.63.0' },
  { step: 'echo-image', archive: 'echo.tar', ref: 'registry.k8s.io/gateway-api/echo-advanced:v1.5.1' },
];

/** Suites that others wrote, and the applications that they call. */
export const peerModules: GoModule[] = [
  {
    name: 'gateway-suite',
    packages: ['sigs.k8s.io/gateway-api/conformance'],
    program: 'gateway.test',
    tests: true,
    sources: [{ module: 'sigs.k8s.io/gateway-api', path: 'config/crd' }],
    seconds: [20, 90],
  },
  {
    name: 'kubernetes-suite',
    packages: ['.'],
    program: 'netpol.test',
    main: 'netpol_test.go',
    tests: true,
    seconds: [30, 150],
  },
  {
    name: 'kubernetes-suite',
    step: 'agnhost',
    packages: ['k8s.io/kubernetes/test/images/agnhost'],
    program: 'agnhost',
    seconds: [5, 60],
  },
  {
    name: 'istio',
    step: 'echo',
    packages: ['client', 'server'].map((program) => `istio.io/istio/pkg/test/echo/cmd/${program}`),
    sources: [{ module: 'istio.io/istio', path: 'tests/testdata/certs/dns' }],
    seconds: [5, 40],
  },
];

/**
 * Steps of the independent suites. No cluster needs them, so they are no part of the usual build.
 *
 * @param goVersion of the compiler
 */
export function peerSteps(goVersion: string): Step[] {
  const push = ['podman', 'push', '--quiet', '--format', 'oci', '--compression-format', 'zstd'];
  return [
    ...peerModules.flatMap((module) => goSteps(module, goVersion)),
    imageStep('agnhost-image', 'agnhost', { base: 'base', from: ['agnhost'] }),
    imageStep('echo-image', 'echo', { base: 'base', from: ['echo', 'echo-modules'] }),
    {
      name: peersStep,
      makes: 'folder',
      pool: 'transfer',
      seconds: 10,
      commands: [
        ...peerImages.map(({ step, archive, ref }) => ({
          argv: [...push, `{image:${step}}`, `oci-archive:{out}/${archive}:${ref}`],
        })),
        { argv: ['ln', '{folder:gateway-suite}/gateway.test', '{folder:kubernetes-suite}/netpol.test', '{out}'] },
        { argv: ['cp', '-r', '{folder:gateway-suite-modules}/crd', '{out}/crd'] },
      ],
    },
  ];
}
