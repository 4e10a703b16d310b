import { expect, test } from 'vitest';
import { Workload } from '../lane/workload.ts';
import { castOf } from './cast.ts';

const workload = (name: string) =>
  new Workload({ name, namespace: 'lane', home: 'lane', selector: `app=${name}`, injected: false });
const cast = () => castOf('strict', { frontend: workload('frontend'), backend: workload('backend') });

test('a promise hands a cast out, as lane.world does', async () => {
  const { frontend } = await Promise.resolve(cast());
  expect(frontend?.name).toBe('frontend');
});

test('a name that does not live in the world is an error that names those who do', () => {
  expect(() => cast().attacker).toThrow('The world "strict" has no workload attacker. It has frontend, backend.');
});

test('a workload of the cast shows requests as its file says', () => {
  const of = { name: 'echo', namespace: 'lane', home: 'lane', selector: 'app=echo', injected: false };
  const { echo } = castOf('plain', { echo: new Workload({ ...of, logFormat: 'json', naming: 'host=\\(.*\\)' }) });
  expect(echo).toMatchObject({ logFormat: 'json', naming: 'host=\\(.*\\)' });
});
