import { expect, test, vi } from 'vitest';
import { logs } from '../../kube/logs.ts';
import { Workload } from '../../lane/workload.ts';
import { answersNow } from '../apiServer.ts';
import { logOf } from './log.ts';
import { logBarrier } from './logBarrier.ts';

vi.mock(import('../../kube/logs.ts'), () => ({ logs: vi.fn() }));
vi.mock(import('../apiServer.ts'), () => ({ answersNow: vi.fn(async () => ({ works: true, says: 'the API server answers' })) }));
vi.mock(import('./logBarrier.ts'), () => ({ logBarrier: vi.fn(async () => ({ works: true, says: 'a later line was found' })) }));

class Planted extends Workload {
  override pods() {
    const pod = (name: string) => ({ metadata: { name }, spec: { containers: [{ name: 'istio-proxy' }, { name: 'hello' }] } });
    return Promise.resolve([pod('backend-1'), pod('backend-2')]);
  }
}
const backend = new Planted({ name: 'backend', namespace: 'lane', home: 'lane', selector: 'app=backend', injected: true });

const logged: Record<string, string> = {
  'backend-1 hello': '10.0.0.1 GET /a\n',
  'backend-2 hello': '10.0.0.2 GET /a\n',
  'backend-1 istio-proxy': 'started\n"GET /a" 200\n',
  'backend-2 istio-proxy': 'started\n',
};
vi.mocked(logs).mockImplementation(async ({ pod, container }) => logged[`${pod} ${container}`] ?? '');

test('lines of the application in all pods, or of another container', async () => {
  expect((await logOf(backend, /^(\S+) GET \/a/).take()).value).toEqual(['10.0.0.1', '10.0.0.2']);
  expect((await logOf(backend, 'GET /a', 'istio-proxy').take()).value).toEqual(['"GET /a" 200']);
  expect(logOf(backend, '/a')).toMatchObject({ witness: 'app-log', command: 'kubectl logs -l app=backend --tail=-1' });
  expect(logOf(backend, '/a', 'istio-proxy')).toMatchObject({ witness: 'proxy-log' });
});

const none = { value: [], like: [[]], shown: false };

test('no line of an application is an answer where a later line is found', async () => {
  expect(await logOf(backend, '/b').prove(none)).toEqual({
    works: true,
    says: 'a later line was found; there are 2 lines in all',
  });
  vi.mocked(logBarrier).mockResolvedValueOnce({ works: false, says: 'no line could be written' });
  expect(await logOf(backend, '/b').prove(none)).toMatchObject({ works: false });
});

test('no line of a proxy is an answer where its log has others', async () => {
  expect(await logOf(backend, '/b', 'istio-proxy').prove(none)).toMatchObject({ works: true });
  expect(answersNow).toHaveBeenCalledWith('lane');
  vi.mocked(logs).mockResolvedValue('');
  expect(await logOf(backend, '/b', 'istio-proxy').prove(none)).toMatchObject({ works: true, awaited: true });
});
