import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { compare, inventory } from './inventory.ts';
import { lookBefore, tidy } from './tidy.ts';

// each look starts processes: a busy machine needs its time for that
vi.setConfig({ testTimeout: 60_000 });

const row = (
  apiVersion: string,
  kind: string,
  name: string,
  namespace = '',
  more: Partial<Record<'owner' | 'generation', string>> = {},
) =>
  [apiVersion, kind, namespace, name, `uid-of-${kind}-${namespace}-${name}`, more.generation ?? '1', more.owner ?? '', ''].join(
    '\t',
  );

/** A cluster of rows behind a stand-in for kubectl that removes those it is told to. `sticky`: what does not go. */
async function cluster(rows: string[], { sticky = 'nothing' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tidy-'));
  const file = join(folder, 'rows');
  const put = (these: string[]) => writeFile(file, these.map((one) => `${one}\n`).join(''));
  await put(rows);
  const script = `#!/bin/bash
cd ${folder}
case "$*" in
  api-resources*) echo pods; echo widgets.example.com ;;
  *delete*)
    echo "$*" >> calls
    for one in "$@"; do [[ $one == */* && $one != *${sticky} ]] && grep -vP "\\t\${one##*/}\\t" rows > next; [[ -e next ]] && mv next rows; done ;;
  *jsonpath*) cat rows ;;
  *label*) echo "$*" >> calls ;;
  *namespaces*) cat namespaces 2>/dev/null || echo '{"items":[]}' ;;
  *json*) echo '{"items":[]}' ;;
esac
exit 0
`;
  await writeFile(join(folder, 'kubectl'), script);
  await chmod(join(folder, 'kubectl'), 0o755);
  return {
    target: { kubeconfig: 'none', bin: folder },
    put,
    labels: (labels: Record<string, string>) =>
      writeFile(
        join(folder, 'namespaces'),
        JSON.stringify({ items: [{ kind: 'Namespace', metadata: { name: 'shop', labels } }] }),
      ),
    calls: async () => (await readFile(join(folder, 'calls'), 'utf8').catch(() => '')).trim().split('\n').filter(Boolean),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const stood = [row('v1', 'Namespace', 'shop'), row('apps/v1', 'Deployment', 'istiod', 'istio-system')];

test('what controllers make is none of the walk’s', async () => {
  await using here = await cluster([
    ...stood,
    row('v1', 'Event', 'web.17', 'shop'),
    row('apps/v1', 'ReplicaSet', 'web-1', 'shop', { owner: 'uid-of-Deployment-shop-web' }),
    row('v1', 'ConfigMap', 'kube-root-ca.crt', 'shop'),
  ]);
  expect((await inventory(here.target)).map(({ kind }) => kind)).toEqual(['Namespace', 'Deployment']);
});

test('everything that a walk made goes, of any kind and in any namespace, kinds at last', async () => {
  await using here = await cluster(stood);
  const before = await lookBefore(here.target);
  await here.put([
    ...stood,
    row('v1', 'Namespace', 'extra'),
    row('v1', 'ConfigMap', 'inside', 'extra'),
    row('example.com/v1', 'Widget', 'red', 'shop'),
    row('security.istio.io/v1', 'PeerAuthentication', 'all', 'istio-system'),
    row('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'gadgets.example.com'),
  ]);
  expect(await tidy(here.target, before)).toEqual([]);
  const how = '--ignore-not-found --wait=true --timeout=50s';
  expect(await here.calls()).toEqual([
    `delete Namespace.v1./extra ${how}`,
    `--namespace shop delete Widget.v1.example.com/red ${how}`,
    `--namespace istio-system delete PeerAuthentication.v1.security.istio.io/all ${how}`,
    `delete CustomResourceDefinition.v1.apiextensions.k8s.io/gadgets.example.com ${how}`,
  ]);
});

test('what does not go is an error that names it', async () => {
  await using here = await cluster(stood, { sticky: 'red' });
  const before = await lookBefore(here.target);
  await here.put([...stood, row('example.com/v1', 'Widget', 'red', 'shop')]);
  await expect(tidy(here.target, before)).rejects.toThrow('The walk leaves Widget shop/red: remove it by hand.');
});

test('what a walk changed or removed, and nobody can put back, is said', async () => {
  await using here = await cluster([...stood, row('example.com/v1', 'Widget', 'old', 'shop')]);
  const before = await lookBefore(here.target);
  await here.put([row('v1', 'Namespace', 'shop'), row('apps/v1', 'Deployment', 'istiod', 'istio-system', { generation: '2' })]);
  expect(await tidy(here.target, before)).toEqual([
    'The walk changed Deployment istio-system/istiod, and it stays so.',
    'The walk removed Widget shop/old, and it is not put back.',
  ]);
});

test('labels of a namespace are as they were', async () => {
  await using here = await cluster(stood);
  await here.labels({ tier: 'one' });
  const before = await lookBefore(here.target);
  await here.labels({ tier: 'two', added: 'yes' });
  await tidy(here.target, before);
  expect(await here.calls()).toEqual(['label --overwrite namespace shop tier=one added-']);
});

test('an object that was made anew under its name is another', () => {
  const one = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web', uid: '1', generation: '' };
  const now = { ...one, uid: '2' };
  expect(compare([one], [now])).toEqual({ added: [now], removed: [one], changed: [] });
});
