import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from './testing.ts';

const group = 'tools.example.org';
const definition = (plural: string, kind: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    names: { plural, kind },
    versions: [
      { name: 'v1', served: true },
      { name: 'v0', served: false },
    ],
  },
});
const custom = (kind: string) => ({ apiVersion: `${group}/v1`, kind, metadata: { name: 'one', namespace: 'lane' } });

/** An API server that serves each new kind some looks after its definition. */
async function plant() {
  const defined: { plural: string; kind: string; looks: number }[] = [];
  const planted = await plantApi('kind', (request, body) => {
    const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/';
    if (request.startsWith(`PATCH ${definitions}`)) {
      defined.push({ ...(body as ReturnType<typeof definition>).spec.names, looks: 0 });
      return undefined;
    }
    if (request.startsWith(`GET ${definitions}`)) {
      const looked = defined.find(({ plural }) => request.endsWith(`/${plural}.${group}`));
      const status = looked && ++looked.looks > 1 ? 'True' : 'False';
      return { body: { status: { conditions: [{ type: 'Established', status }] } } };
    }
    if (request === `GET /apis/${group}/v1`) {
      const resources = defined
        .filter(({ looks }) => looks > 2)
        .map(({ plural, kind }) => ({ name: plural, kind, namespaced: true }));
      return { status: resources.length > 0 ? 200 : 404, body: { resources } };
    }
    return undefined;
  });
  const { apply } = await import('./objects.ts');
  return { planted, apply };
}

test('an object may follow its definition, and so may one of a kind that joins a known group', async () => {
  const { planted, apply } = await plant();
  await apply(definition('lamps', 'Lamp'));
  await apply(custom('Lamp'));
  await apply(definition('drills', 'Drill'));
  await apply(custom('Drill'));
  const objects = planted.requests.filter((one) => one.includes('/namespaces/lane/'));
  expect(objects).toEqual(['lamps', 'drills'].map((plural) => `PATCH /apis/${group}/v1/namespaces/lane/${plural}/one`));
});

test('a kind that nobody defines is named', async () => {
  const { apply } = await plant();
  await apply(definition('lamps', 'Lamp'));
  await expect(apply(custom('Saw'))).rejects.toThrow(`the API server serves no Saw in ${group}/v1`);
});

test('an object without a name is created, and the API server gives the name', async () => {
  const { planted, apply } = await plant();
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'call-', namespace: 'lane' } };
  await apply(job);
  expect(planted.requests).toEqual(['POST /apis/batch/v1/namespaces/lane/jobs']);
});

test('a creation without a name is not repeated where its answer is lost, and is where it was refused', async () => {
  const lost = await plantApi('kind', () => 'lost');
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'call-', namespace: 'lane' } };
  await expect((await import('./objects.ts')).apply(job)).rejects.toThrow('POST /apis/batch/v1/namespaces/lane/jobs');
  expect(lost.requests).toHaveLength(1);
  let asked = 0;
  const busy = await plantApi('kind', () => (asked++ === 0 ? { status: 429, body: {} } : undefined));
  await (await import('./objects.ts')).apply(job);
  expect(busy.requests).toHaveLength(2);
});

test.for([
  [400, 'ObjectRefused'],
  [422, 'ObjectRefused'],
  [500, 'InfrastructureError'],
  [404, 'InfrastructureError'],
] as [number, string][])('an answer with %i is a %s', async ([status, name]) => {
  await plantApi('kind', () => ({ status, body: { message: 'unknown field "spec.podSelektor"' } }));
  const { apply } = await import('./objects.ts');
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'lane' } };
  await expect(apply(object)).rejects.toMatchObject({
    name,
    message: `apply Pod/a was refused: ${status} unknown field "spec.podSelektor"`,
  });
});

test('a value of a wrong type is refused, whatever the status of the answer', async () => {
  const says = 'failed to create typed patch object (lane/a; v1, Kind=Pod): .metadata.labels.open: expected string, got &value';
  await plantApi('kind', () => ({ status: 500, body: { message: says } }));
  const { apply } = await import('./objects.ts');
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'lane' } };
  await expect(apply(object)).rejects.toMatchObject({ name: 'ObjectRefused', message: `apply Pod/a was refused: 500 ${says}` });
});
