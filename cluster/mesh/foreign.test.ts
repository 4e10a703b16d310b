import { expect, test } from 'vitest';
import { foreignLook } from './foreign.ts';

/** An API server with Services that have a ready endpoint, by `namespace/name`. */
const ask =
  (...ready: string[]) =>
  async (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://api');
    const [, namespace] = /\/namespaces\/([^/]+)\/endpointslices$/.exec(pathname) ?? [];
    const service = searchParams.get('labelSelector')?.split('=')[1] ?? '';
    return { status: 200, body: { items: ready.includes(`${namespace}/${service}`) ? [{ endpoints: [{}] }] : [] } };
  };

test('somebody else’s add-ons answer where their Services have ready endpoints, whatever carries them', async () => {
  const look = await foreignLook(ask('istio-system/prometheus', 'istio-system/kiali'), {});
  expect(look).toEqual({ done: true, says: 'Prometheus answers; Kiali answers' });
});

test('one that is elsewhere is named with its place', async () => {
  const look = await foreignLook(ask('monitoring/server', 'istio-system/kiali'), {
    PROMETHEUS_AT: 'monitoring/server:80/prometheus',
  });
  expect(look.says).toBe('Prometheus answers at monitoring/server:80/prometheus; Kiali answers');
});

test('what is missing is one line, and nothing to wait for', async () => {
  const look = await foreignLook(ask('istio-system/prometheus'), {});
  expect(look.done).toBe(true);
  expect(look.says).toMatch(
    /^Prometheus answers; Kiali does not answer \(no Service of it .*\): claims that need it are not applicable$/,
  );
});

test('that it could not be seen stops nothing', async () => {
  const { done, says } = await foreignLook(() => Promise.reject(new Error('forbidden')), {});
  expect({ done, says }).toEqual({ done: true, says: 'whether Prometheus and Kiali answer could not be seen (forbidden)' });
});
