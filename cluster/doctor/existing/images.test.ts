import { expect, test } from 'vitest';
import { imageCheck, workloadImages } from './images.ts';

const images = ['mirror.example/library/nginx', 'mirror.example/nicolaka/netshoot'];
const { signal } = new AbortController();

/** An API server whose pod has these states, one after the other; the last one stays. */
const ask =
  (...states: object[][]) =>
  async (_path: string, { method }: { method?: string } = {}) => {
    if (method) return { status: 201, body: {} };
    const containerStatuses = states.length > 1 ? states.shift() : states[0];
    return { status: 200, body: { status: { containerStatuses } } };
  };
const had = (index: number) => ({ name: `image-${index}`, imageID: 'sha256:0', state: { terminated: {} } });
const waits = (index: number, reason: string, message?: string) => ({
  name: `image-${index}`,
  imageID: '',
  state: { waiting: { reason, message } },
});

test('images that a node got are waited for, whatever their containers did', async () => {
  const coming = [had(0), waits(1, 'ContainerCreating')];
  expect(await imageCheck(ask([], coming, [had(0), had(1)]), 'lane', images, signal)).toMatchObject({ status: 'ok' });
});

test('one that cannot be had is named in the kubelet’s words', async () => {
  const refused = waits(1, 'ErrImagePull', 'unauthorized');
  expect(await imageCheck(ask([had(0), refused]), 'lane', images, signal)).toMatchObject({
    status: 'fail',
    found: 'cannot be had: mirror.example/nicolaka/netshoot (unauthorized)',
    remedy: expect.stringContaining('IMAGES=<registry>/<prefix>'),
  });
});

test('one that is long in coming is no failure', async () => {
  expect(await imageCheck(ask([had(0), waits(1, 'ContainerCreating')]), 'lane', images, signal, 300)).toMatchObject({
    status: 'warn',
    found: 'not there after 0.3 s: mirror.example/nicolaka/netshoot',
  });
});

test('the images of all workloads are asked for, from the mirror where there is one', async () => {
  expect(await workloadImages({})).toEqual(['curlimages/curl', 'nginx', 'nginxdemos/hello', 'nicolaka/netshoot']);
  expect((await workloadImages({ IMAGES: 'mirror.example' }))[1]).toBe('mirror.example/library/nginx');
});
