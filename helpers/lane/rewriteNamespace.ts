import type { Manifest } from '../kube/objects.ts';

/**
 * The documents name the namespace `default` in three places: a principal, a fully qualified Service name and kubectl's own words.
 * A lane has a namespace of its own, so these are rewritten; the evidence shows the text as run.
 */
export function localise(text: string, namespace: string): string {
  return text
    .replaceAll('/ns/default/', `/ns/${namespace}/`)
    .replaceAll(/\b([a-z][a-z0-9-]*)\.default\.svc\b/g, (whole, service: string) =>
      service === 'kubernetes' ? whole : `${service}.${namespace}.svc`,
    )
    .replaceAll('namespace default', `namespace ${namespace}`);
}

/** An object of a document where the lane is: `default`, said or left out, is the namespace that a reader works in. */
export function inLane(object: Manifest, namespace: string): Manifest {
  const said = object.metadata?.namespace;
  return { ...object, metadata: { ...object.metadata, namespace: said === undefined || said === 'default' ? namespace : said } };
}
