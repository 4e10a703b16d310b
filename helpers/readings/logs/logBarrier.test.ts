import { beforeEach, expect, test, vi } from 'vitest';
import { exec, type ExecResult } from '../../kube/exec.ts';
import type { Manifest } from '../../kube/objects.ts';
import type { Workload } from '../../lane/workload.ts';
import { logBarrier } from './logBarrier.ts';
import { awaitLogLines } from './logLines.ts';

vi.mock(import('../../kube/exec.ts'), async (importOriginal) => ({ ...(await importOriginal()), exec: vi.fn() }));
vi.mock(import('./logLines.ts'), async (importOriginal) => ({ ...(await importOriginal()), awaitLogLines: vi.fn() }));

const pod = (name: string, startedAt = '2026-11-22T18:00:00Z'): Manifest => ({
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'nginx' }] },
  status: { containerStatuses: [{ name: 'nginx', state: { running: { startedAt } } }] },
});
const workload = (...pods: Manifest[]) => ({ name: 'backend', namespace: 'lane', pods: async () => pods }) as unknown as Workload;
const ended = (exit: number, stderr = '') => ({ exit, stdout: Buffer.from(''), stderr }) as unknown as ExecResult;
const foundIn = (...pods: string[]) => vi.mocked(awaitLogLines).mockResolvedValue(pods.map((name) => `${name} a mark`));

beforeEach(() => void vi.mocked(exec).mockResolvedValue(ended(0)));

test('works where the line is found in the log of each pod', async () => {
  foundIn('b-1', 'b-2');
  const says = 'a line written to the log of backend afterwards was found in 2 of 2 pods';
  expect(await logBarrier(workload(pod('b-1'), pod('b-2')))).toEqual({ works: true, says });
});

test('one pod without the line is enough to doubt', async () => {
  foundIn('b-1', 'b-1');
  expect(await logBarrier(workload(pod('b-1'), pod('b-2')))).toMatchObject({ works: false });
});

test('so is a line that could not be written, and a workload without a pod', async () => {
  vi.mocked(exec).mockResolvedValue(ended(1, 'read-only file system\n'));
  const says = 'no line could be written to the log of backend: read-only file system';
  expect(await logBarrier(workload(pod('b-1')))).toEqual({ works: false, says });
  expect(await logBarrier(workload())).toMatchObject({ works: false });
});

test('a container that started after the request does not hold it', async () => {
  foundIn('b-1');
  const restarted = workload(pod('b-1', '2026-11-22T18:33:25Z'));
  const says = 'a container of backend started after the request: b-1';
  expect(await logBarrier(restarted, new Date('2026-11-22T18:33:24.940Z'))).toEqual({ works: false, says });
  expect(await logBarrier(restarted, new Date('2026-11-22T18:33:26Z'))).toMatchObject({ works: true });
});
