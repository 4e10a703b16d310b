import { z } from 'zod';
import { clusterSchema } from './state.ts';

/** How Istio gets into the cluster; the same `istioctl install` for every provider. */
const istioSchema = z.strictObject({
  overlay: z.string().describe('IstioOperator file'),
  charts: z.string().optional().describe('folder with Istio’s charts, when istioctl’s own must not be used'),
  published: z.strictObject({ hub: z.string(), tag: z.string() }).optional().describe('where pilot and proxyv2 are pulled from'),
  compatibility: z.string().optional().describe('values.compatibilityVersion: the release whose defaults are kept'),
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
export const isForeign = ({ capabilities }: Pick<Supply, 'capabilities'>): boolean => !capabilities.owned;
