import { choose, readVersions, type VersionsFile } from '../versions.ts';
import { type PublishedList, readPublished } from './publishedList.ts';
import type { Supply } from '../records/supply.ts';
import { compatibilityOf } from './compatibility.ts';

type Environment = Record<string, string | undefined>;

/** What `kind` takes ready-made. */
export type Published = {
  kubernetes: string;
  istio: string;
  /** The release whose defaults Istio keeps; absent where these are its own. */
  compatibility?: string;
  /** Image name with tag and digest: `docker.io/kindest/node:v1.36.4@sha256:…`. */
  node: string;
  /** The kind release that the node image belongs to. */
  kind: string;
  /** Where pilot and proxyv2 are. */
  hub: string;
  prometheus: string;
  kiali: string;
  images: Supply['images'];
  standIns: PublishedList['standIns'];
};

/**
 * The published images out of `cluster/versions.yaml`, or of the file that PUBLISHED names; KUBERNETES chooses the node image, ISTIO the tag of Istio's.
 *
 * @throws UsageError for a version that is not known to be published, or not for the kind release in use
 */
export function loadPublished(env: Environment = process.env): Published {
  const file = { ...readVersions(), published: readPublished(env) };
  const { node, standIns } = file.published;
  const built = { provider: 'embedded', versions: Object.keys(file.kubernetes.versions) };
  const { version, entry: digest } = choose('KUBERNETES', env.KUBERNETES, node, 'kind', built);
  const { version: istio } = choose('ISTIO', env.ISTIO, file.istio, 'kind');
  const { prometheus, kiali } = file;
  return {
    kubernetes: version,
    istio,
    compatibility: compatibilityOf(istio, env),
    node: `${node.image}:v${version}@${digest}`,
    kind: node.kind,
    hub: file.published.istio.hub,
    prometheus,
    kiali,
    images: publishedImages(file),
    standIns,
  };
}

/** The node image to ask a registry for before a provider is chosen: of the version wanted, or the usual one where there is none. */
export function nodeToProbe({ KUBERNETES, PUBLISHED }: Environment): string {
  const { versions } = readPublished({ PUBLISHED }).node;
  const has = Object.hasOwn(versions, KUBERNETES?.replace(/^v/, '') ?? '');
  return loadPublished({ PUBLISHED, ...(has && { KUBERNETES }) }).node;
}

/** The add-ons as their projects publish them. */
export const publishedImages = ({
  prometheus,
  kiali,
  published,
}: Pick<VersionsFile, 'prometheus' | 'kiali' | 'published'>): Supply['images'] => ({
  prometheus: `${published.prometheus.image}:${prometheus}`,
  kiali: `${published.kiali.image}:${kiali}`,
});
