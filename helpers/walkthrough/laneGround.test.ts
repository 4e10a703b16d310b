import { existsSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';
import { asFarAsAllowed } from './asFarAsAllowed.ts';
import { refusedThere } from './laneGround.ts';
import { plantedCommand } from './testing.ts';

const answer = (request: string) => {
  if (request.endsWith('/subjectaccessreviews')) return { status: 201, body: { status: { allowed: true } } };
  if (request.endsWith('/token')) return { status: 201, body: { status: { token: 'of-the-reader' } } };
  return undefined;
};

test('in a cluster of others a walk has a lane and a reader’s kubeconfig, and removes nothing but that lane, to its end', async () => {
  const looks = [200, 404];
  const api = await plantApi('existing', (request) =>
    request.startsWith('GET /api/v1/namespaces/mp-lane-') && api.requests[0]?.startsWith('DELETE ')
      ? { status: looks.shift() ?? 0, body: {} }
      : answer(request),
  );
  vi.stubEnv('KUBECONFIG', '/home/administrator/.kube/config');
  const { laneGround } = await import('./laneGround.ts');
  const { readersEnvironment } = await import('./cluster.ts');
  const ground = await laneGround();
  const { namespace = '' } = ground.target() ?? {};
  expect(namespace).toMatch(/^mp-lane-[0-9a-f]{6}$/);
  const place = { folder: '/tmp/course', rcFile: '', [Symbol.asyncDispose]: async () => undefined };
  const env = readersEnvironment(ground, place);
  expect(readFileSync(env.KUBECONFIG ?? '', 'utf8')).toContain('of-the-reader');
  expect(readFileSync(env.KUBECONFIG ?? '', 'utf8')).not.toContain('of-the-run');
  // what `make kind-down` would remove as the run it does not as its reader
  expect(env).toMatchObject({ PROVIDER: 'existing', ALLOW_CONTEXT: 'lab', CLUSTER_NAME: 'planted' });
  expect(Object.values(env).join(' ')).not.toContain('/home/administrator');

  api.requests.length = 0;
  expect(await ground.leave()).toEqual([]);
  const there = `/api/v1/namespaces/${namespace}`;
  // gone is the second time that it is looked for
  expect(api.requests).toEqual([`DELETE ${there}`, `GET ${there}`, `GET ${there}`]);
  expect(existsSync(env.KUBECONFIG ?? '')).toBe(false);
});

test('the text reads there with the lane in the place of default', async () => {
  await plantApi('existing', answer);
  const { reader } = await (await import('./laneGround.ts')).laneGround();
  const { namespace = '', typed, saved } = reader!;
  expect(typed?.('kubectl label namespace default a=b; curl http://backend.default.svc')).toBe(
    `kubectl label namespace ${namespace} a=b; curl http://backend.${namespace}.svc`,
  );
  expect(saved?.('metadata: {name: a, namespace: default}\n')).toBe(`metadata: {name: a, namespace: ${namespace}}\n`);
});

test('a lane to which nobody can be admitted is removed again', async () => {
  const api = await plantApi('existing', (request) =>
    request.endsWith('/token') ? { status: 403, body: { message: 'no' } } : answer(request),
  );
  const { laneGround } = await import('./laneGround.ts');
  await expect(laneGround()).rejects.toThrow('was refused: 403');
  expect(api.requests.at(-1)).toMatch(/^DELETE \/api\/v1\/namespaces\/mp-lane-/);
});

const refusals = [
  'Error from server (Forbidden): namespaces is forbidden: User "system:serviceaccount:meshproof:reader-1" cannot create resource "namespaces" in API group "" at the cluster scope',
  'Error: mtls-strict changes namespace default, and the cluster of context lab is not ours.',
  'Error: system:serviceaccount:meshproof:reader-1 may not ask for a token of ServiceAccount meshproof/runner in context lab: 403',
];

test.each(refusals)('what is not allowed there is known by its words: %s', (line) => {
  expect(refusedThere(`before\n${line}\nmake: *** [Makefile:1] Error 3\n`)).toBe(line);
});

test('from the first such command on nothing is judged; in our own cluster all is', () => {
  const commands = [plantedCommand(1, 'works'), plantedCommand(5, refusals[1] ?? '', 3), plantedCommand(9, 'follows', 1)];
  const reader = { namespace: 'mp-lane-1', typed: String, saved: String, env: {} };
  const { judged, stopped } = asFarAsAllowed(commands, { reader });
  expect(judged.map(({ line }) => line)).toEqual([1]);
  expect(stopped).toContain('From line 5 on nothing is judged');
  expect(asFarAsAllowed(commands, {})).toEqual({ judged: commands });
  expect(asFarAsAllowed(commands.slice(0, 1), { reader })).toEqual({ judged: commands.slice(0, 1) });
});
