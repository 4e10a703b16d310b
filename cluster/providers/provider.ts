import { z } from 'zod';
import type { EngineName } from '../host/engine.ts';
import type { Lab } from '../host/session.ts';
import { type Cluster, clusterSchema, type ProviderName } from '../records/state.ts';

/** How Istio gets into the cluster; the same `istioctl install` for every provider. */
const istioSchema = z.strictObject({
  overlay: z.string().describe('IstioOperator file'),
  charts: z.string().optional().describe('folder with Istio’s charts, when istioctl’s own must not be used'),
  published: z.strictObject({ hub: z.string(), tag: z.string() }).optional().describe('where pilot and proxyv2 are pulled from'),
  extra: z.array(z.string()).describe('files applied after the install: what stands in for missing parts'),
});
export type IstioSupply = z.infer<typeof istioSchema>;

/** What a provider brings: everything in which providers differ. Kept in the state folder for later commands. */
export const supplySchema = clusterSchema.omit({ name: true, provider: true }).extend({
  istio: istioSchema.optional().describe('absent in a cluster of somebody else’s, where nothing is installed'),
  images: z.strictObject({ prometheus: z.string(), kiali: z.string() }).optional().describe('absent where nothing is installed'),
  kialiService: z.enum(['NodePort', 'ClusterIP']).optional().describe('NodePort where this machine reaches the nodes'),
});
export type Supply = z.infer<typeof supplySchema>;

/** Somebody else's cluster: nothing is installed, changed or removed there that was not created by us. */
export const isForeign = ({ istio }: Pick<Supply, 'istio'>): boolean => istio === undefined;

/** `half`: something is there, and not all of what makes a cluster. */
export type Standing = 'none' | 'half' | 'up';

export type Prepared = {
  supply: Supply;
  /** Makes the cluster's nodes and network; pods can be scheduled when it returns. */
  create: (lab: Lab) => Promise<void>;
};

export type Provider = {
  readonly name: ProviderName;
  /** The container engine that holds the nodes; absent when they are none of ours. */
  readonly engine?: EngineName;
  /** How many nodes must be Ready. */
  readonly nodes: number;
  /** What it would make, or accept, of a cluster that stands already. */
  readonly wanted: Partial<Cluster['variant']>;
  /** Builds, finds or checks what the cluster is made of; makes no cluster. May take minutes when nothing is cached. */
  prepare(lab: Lab): Promise<Prepared>;
  /** Looks, fast (≤ 1 s), at what is there. */
  standing(lab: Lab, cluster: Cluster | undefined): Promise<Standing>;
  /** Waits until all of the cluster itself is Ready. */
  settle(lab: Lab, supply: Supply): Promise<void>;
  /**
   * Removes everything that `create` made, whatever state it is in.
   *
   * @returns what was removed, with counts; undefined when there was nothing
   */
  destroy(lab: Lab): Promise<string | undefined>;
  /** What is still there after `destroy`, one line each. */
  leftovers(lab: Lab): Promise<string[]>;
};
