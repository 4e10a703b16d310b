import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../../../host/errors.ts';
import type { Build } from './dag/run.ts';
import { peerImages, peersStep } from './steps/peers.ts';

/** What the built suites are, and where. Printed as JSON by `cluster/cli.ts peers`, and read there by `make fidelity`. */
export const peersSchema = z.strictObject({
  key: z.string().describe('content key of the build step'),
  /** Test programs: Gateway API's conformance, and Kubernetes' specs of NetworkPolicy. */
  gateway: z.string(),
  netpol: z.string(),
  /** Folder of a kustomization with Gateway API's custom resources. */
  crd: z.string(),
  /** Archives of images, and the names under which pods ask for them. */
  images: z.array(z.strictObject({ archive: z.string(), ref: z.string() })),
  /** Versions of the suites, as their modules name them. */
  versions: z.strictObject({ gatewayApi: z.string(), kubernetes: z.string() }),
});

export type Peers = z.infer<typeof peersSchema>;

/** Where the results of a build of the suites are. */
export function peersOf({ store, keys, root }: Pick<Build, 'store' | 'keys' | 'root'>): Peers {
  const key = keys.get(peersStep) ?? '';
  const folder = store.folder(peersStep, key);
  return {
    key,
    gateway: join(folder, 'gateway.test'),
    netpol: join(folder, 'netpol.test'),
    crd: join(folder, 'crd'),
    images: peerImages.map(({ archive, ref }) => ({ archive: join(folder, archive), ref })),
    versions: {
      gatewayApi: required(root, 'gateway-suite', 'sigs.k8s.io/gateway-api/conformance'),
      kubernetes: required(root, 'kubernetes-suite', 'k8s.io/kubernetes'),
    },
  };
}

/** @returns the version in which a module file asks for a module */
function required(root: string, name: string, module: string): string {
  const file = join(root, 'modules', name, 'go.mod');
  const line = readFileSync(file, 'utf8').match(new RegExp(`^\\s*(?:require )?${RegExp.escape(module)} (v\\S+)`, 'm'));
  if (!line?.[1]) throw new InfrastructureError(`${file} does not ask for ${module}.`, { remedy: 'Restore the file.' });
  return line[1];
}
