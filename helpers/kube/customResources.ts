import { times } from '../times.ts';
import { until } from '../waiting.ts';
import { api } from './http.ts';
import type { Manifest } from './manifest.ts';

interface Version {
  name: string;
  served: boolean;
}

/**
 * Waits until objects of a CustomResourceDefinition's kind can be made: it may stand in one file with them. Of any other object there is
 * nothing to wait for.
 */
export async function served({ kind, metadata, spec }: Manifest): Promise<void> {
  if (kind !== 'CustomResourceDefinition') return;
  const versions = (spec?.versions as Version[]).filter((one) => one.served);
  await until(`the API server to serve the kinds of ${metadata?.name}`, times.served, async () => {
    const conditions = (await ask(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`))?.status
      ?.conditions;
    const established = (conditions as Manifest[] | undefined)?.find(({ type }) => type === 'Established');
    if (established?.status !== 'True') return `not established${established?.message ? `: ${established.message}` : ''}`;
    for (const { name } of versions) {
      const kinds = (await ask(`/apis/${spec?.group}/${name}`))?.resources as Manifest[] | undefined;
      if (!kinds?.some((one) => one.kind === spec?.names.kind))
        return `established, and its group ${spec?.group}/${name} lacks it`;
    }
    return true;
  });
}

async function ask(path: string): Promise<Manifest | undefined> {
  const { status, body } = await api(path);
  return status === 200 ? (JSON.parse(body) as Manifest) : undefined;
}
