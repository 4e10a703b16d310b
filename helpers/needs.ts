import { z } from 'zod';
import type { Cluster } from '../cluster/records/state.ts';
import { faultOfRange, isVersionRange, versionRange, type VersionRange } from './versions.ts';

type Place = Pick<Cluster, 'capabilities' | 'networkPolicy'>;

const owned = ({ capabilities }: Place) => capabilities.owned;
const nobody = () => false;

/**
 * What a claim may need that not every environment has, and which clusters promise it. The ledger names the needs of a claim. Where a need
 * is promised and not met, something is broken.
 */
const promises = {
  'our-cluster': owned,
  'istio-init': owned,
  prometheus: owned,
  kiali: owned,
  'isolated-network': ({ capabilities }) => capabilities.isolated,
  'policy-agents': (place) => owned(place) && place.networkPolicy.startsWith('kube-network-policies'),
  'audit-log': ({ capabilities }) => capabilities.audited === true,
  'cilium-api': nobody,
  'openshift-routes': nobody,
  'spire-api': nobody,
  /** A call between two pods of a node, which passes no proxy, is answered in less than 0.2 ms at the median. */
  'quick-node': nobody,
  'published-images': ({ capabilities }) => !capabilities.built,
  repository: nobody,
} satisfies Record<string, (place: Place) => boolean>;

type Named = keyof typeof promises;
/** An image by the name that the document has for it, with or without its tag: no cluster promises any. */
export type ImageNeed = `image ${string}`;
/** A claim about some versions needs one of these. */
export type Need = Named | ImageNeed | VersionRange;

export const isImage = (need: Need): need is ImageNeed => need.startsWith('image ');

const needs = Object.keys(promises) as [Named, ...Named[]];
const faultOf = (need: string): string =>
  (isVersionRange(need) && faultOfRange(need)) ||
  `“${need}” is no need: one of ${needs.join(', ')}, an image such as image busybox:1.28, or versions such as istio >=1.31`;

export const needSchema = z.union([z.enum(needs), z.templateLiteral(['image ', z.string().regex(/^\S+$/)]), versionRange], {
  error: ({ input }) => faultOf(String(input)),
});

export const isPromised = (need: Need, place: Place): boolean => !isImage(need) && !isVersionRange(need) && promises[need](place);
