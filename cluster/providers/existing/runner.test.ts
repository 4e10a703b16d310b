import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantServer } from '../../kube/testing.ts';
import { asRunner, isReaders } from './runner.ts';

const reviews = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const tokens = '/api/v1/namespaces/meshproof/serviceaccounts/runner/token';

/** An API server to which `username` speaks, and which answers a request for the runner's token with `status`. */
const server = (username: string, status: number) =>
  plantServer(({ path }) => {
    if (path === reviews) return { status: 201, body: { status: { userInfo: { username } } } };
    if (path === tokens) return { status, body: status === 201 ? { status: { token: 'of-the-runner' } } : { message: 'no' } };
    return undefined;
  });

test('what is kept is the runner’s token, and nothing by which KUBECONFIG’s user could be taken for it', async () => {
  const { text } = await server('admin', 201);
  const own = await asRunner('lab', text);
  expect(own).toContain('of-the-runner');
  expect(own).not.toMatch(/of-the-administrator|admin/);
});

test('a KUBECONFIG of the runner itself is kept as it is, and asks for no token', async () => {
  const { text, asked } = await server('system:serviceaccount:meshproof:runner', 403);
  expect(await asRunner('lab', text)).toBe(text);
  expect(asked.map(({ path }) => path)).toEqual([reviews]);
});

test.each([
  [
    404,
    'has no ServiceAccount meshproof/runner',
    'kubectl --context lab apply --filename cluster/manifests/existing-rights.yaml',
  ],
  [403, 'admin may not ask for a token', 'kubectl create token runner --namespace meshproof'],
])('where a token is refused (%i) nothing goes on with other rights', async (status, message, remedy) => {
  const { text } = await server('admin', status);
  await expect(asRunner('lab', text)).rejects.toMatchObject({
    status: 2,
    message: expect.stringContaining(message),
    remedy: expect.stringContaining(remedy),
  });
});

test('a reader’s kubeconfig is known as such, and is no way to the runner’s token', async () => {
  const { text } = await server('system:serviceaccount:meshproof:reader-3', 403);
  expect(await isReaders(text)).toBe(true);
  await expect(asRunner('lab', text)).rejects.toThrow('reader-3 may not ask for a token of ServiceAccount meshproof/runner');
  expect(await isReaders((await server('system:serviceaccount:meshproof:runner', 403)).text)).toBe(false);
});
