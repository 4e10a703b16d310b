import { expect, test } from 'vitest';
import type { EngineName } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import { askedProvider, chooseProvider } from './choose.ts';
import type { Probes } from './provider.ts';

const machine = (answering: EngineName[], pulling: EngineName[] = []): Probes => ({
  engines: async () => answering,
  canPull: async (engine) => pulling.includes(engine),
});

test('kind where an engine answers and images can be pulled', async () => {
  const choice = await chooseProvider({}, machine(['docker', 'podman'], ['podman']));
  expect(choice).toEqual({ provider: 'kind', engine: 'podman', reason: 'podman answers and published images can be pulled' });
});

test('embedded where no registry answers, and says which engine was asked', async () => {
  const choice = await chooseProvider({ PROVIDER: 'auto' }, machine(['podman']));
  expect(choice.provider).toBe('embedded');
  expect(choice.reason).toContain('no registry answered podman within 1.5 s');
});

test('embedded where no engine answers', async () => {
  const choice = await chooseProvider({}, machine([]));
  expect(choice).toMatchObject({ provider: 'embedded', engine: 'podman' });
  expect(choice.reason).toContain('none of docker, podman answers');
});

test('existing only when both variables are given', async () => {
  expect((await chooseProvider({ KUBECONFIG: 'f', ALLOW_CONTEXT: 'c' }, machine([]))).provider).toBe('existing');
  expect((await chooseProvider({ KUBECONFIG: 'f' }, machine([]))).provider).toBe('embedded');
  expect((await chooseProvider({ ALLOW_CONTEXT: 'c' }, machine([]))).provider).toBe('embedded');
});

test('the one that PROVIDER names, without asking the machine more than it must', async () => {
  const never: Probes = { engines: () => Promise.reject(new Error('asked')), canPull: () => Promise.reject(new Error('asked')) };
  expect(await chooseProvider({ PROVIDER: 'embedded' }, never)).toMatchObject({
    provider: 'embedded',
    reason: 'PROVIDER=embedded',
  });
  expect(await chooseProvider({ PROVIDER: 'existing' }, never)).toMatchObject({ provider: 'existing' });
});

test('kind on the engine that kind itself would be told to use', async () => {
  const env = { PROVIDER: 'kind', KIND_EXPERIMENTAL_PROVIDER: 'podman' };
  expect(await chooseProvider(env, machine(['docker']))).toMatchObject({ provider: 'kind', engine: 'podman' });
  expect(await chooseProvider({ PROVIDER: 'kind' }, machine([]))).toMatchObject({ engine: 'docker' });
});

test('an unknown name is a usage error that lists the known ones', () => {
  expect(() => askedProvider({ PROVIDER: 'minikube' })).toThrow(UsageError);
});
