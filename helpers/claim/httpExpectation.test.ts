import { beforeEach, expect, test, vi } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Workload } from '../lane/workload.ts';
import type { HttpProbe } from '../readings/http/httpProbe.ts';
import { logBarrier } from '../readings/logs/logBarrier.ts';
import { awaitLogLines, logLines } from '../readings/logs/logLines.ts';
import type { Beat } from './judge.ts';
import { HttpExpectation } from './httpExpectation.ts';
import { attacker, backend, frontend, ok, outcome, PlantedProbe, rbac, timeout } from './plantedProbe.ts';
import { plantedRun, stopClock } from './testing.ts';
import type { ClaimRun } from './claimRun.ts';
import { rule } from './ruling.ts';

vi.mock(import('../readings/logs/logLines.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  logLines: vi.fn(),
  awaitLogLines: vi.fn(),
}));

vi.mock(import('../readings/logs/logBarrier.ts'), () => ({ logBarrier: vi.fn() }));

const podsOf = vi.spyOn(backend, 'pods');
const replicas = (count: number) =>
  podsOf.mockResolvedValue(Array.from({ length: count }, (_, n) => ({ status: { podIP: `10.0.0.${n}` } })));

const log: string[] = [];
beforeEach(() => {
  stopClock();
  log.length = 0;
  replicas(1);
  const found = async (_of: unknown, container: string, _since: unknown, matches: (line: string) => boolean) =>
    log.filter((line) => line.startsWith('[') === (container === 'istio-proxy')).filter(matches);
  vi.mocked(logLines).mockImplementation(found);
  vi.mocked(awaitLogLines).mockImplementation(found);
  vi.mocked(logBarrier).mockResolvedValue({ works: true, says: 'a later line was found' });
});

const logged = (client: Workload, status: number, n: number) =>
  `10.244.1.5 - - "GET / HTTP/1.1" ${status} 615 "-" "meshproof-${client.name}-${n}" "-"`;
const says = (run: ClaimRun, probe: HttpProbe, beat: Beat = 'observation') => new HttpExpectation(run, beat, probe.says, probe);
const reached = (client: Workload) => log.push(...[1, 2, 3].map((n) => logged(client, 200, n)));

test('reached: the client’s answer and the application’s log', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok)).toReach(backend);
  expect(run.assertions).toMatchObject([{ agrees: true, expected: '200 from the application of backend' }]);
  expect(run.witnesses).toEqual(['app-log', 'client']);
  expect(run.sightingOf('lane/backend')).toBeDefined();
});

test('a body that was cut before what is looked for leaves the statement open', async () => {
  const { run } = plantedRun();
  reached(frontend);
  const probe = new PlantedProbe(frontend, outcome({ body: '<html>', cutFrom: 7000 }));
  await says(run, probe).toReach(backend, { body: '<html' });
  await says(run, probe).toReach(backend, { body: 'Server name' });
  await says(run, probe).toAnswer({ status: 200, body: /Server name/ });
  const open = { agrees: false, unsettled: true, observed: expect.stringMatching(/^no answer: .*1500 of 7000/) as string };
  expect(run.assertions).toMatchObject([{ agrees: true, unsettled: false }, open, open]);
  await says(run, probe).toAnswer({ status: 404, body: 'Server name' });
  expect(run.assertions.at(-1)).toMatchObject({ agrees: false, unsettled: false });
});

test('an answer that the application’s log lacks did not come from it', async () => {
  const { run } = plantedRun();
  log.push(logged(frontend, 200, 1), logged(frontend, 200, 10), logged(frontend, 404, 3));
  await says(run, new PlantedProbe(frontend, ok)).toReach(backend);
  expect(run.assertions).toMatchObject([{ agrees: false, observed: expect.stringContaining('lacks the request') }]);
  expect(run.sightingOf('lane/backend')).toBeUndefined();
});

test('a log that may still be on its way lacks nothing: the answer is unsettled', async () => {
  const { run } = plantedRun();
  vi.mocked(logBarrier).mockResolvedValue({ works: false, says: 'a later line was not found' });
  await says(run, new PlantedProbe(frontend, ok)).toReach(backend);
  expect(run.assertions).toMatchObject([{ agrees: false, unsettled: true }]);
});

test('a refusal is unsettled where the log that should lack it may still be on its way', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  vi.mocked(logBarrier).mockResolvedValue({ works: false, says: 'a later line was not found' });
  await run.endBeat();
  expect(run.assertions).toMatchObject([{ agrees: true }, { agrees: false, unsettled: true }]);
});

test('a time-out with proof of life and the kernel’s word is a refusal', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  await run.endBeat();
  expect(rule(run.assertions).verdict).toBe('verified');
  expect(run.witnesses).toEqual(['app-log', 'client', 'kernel-counter']);
});

test.each([
  ['a time-out', timeout, 'timeout' as const, timeout, true],
  ['a time-out, but for one replica that answers', timeout, 'timeout' as const, ok, false],
  ['a 403', rbac, 'http-403' as const, rbac, true],
  ['a 403, but for one replica that answers', rbac, 'http-403' as const, ok, false],
])('of three replicas each has to refuse: %s', async (_what, answer, how, replica, agrees) => {
  const { run } = plantedRun();
  replicas(3);
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  await says(run, new PlantedProbe(attacker, answer, { again: 4, replica })).toBeRefused({ how });
  await run.endBeat();
  expect(run.assertions.at(-1)?.agrees).toBe(agrees);
});

test('a target that has died since its proof of life refuses nobody', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok, { later: timeout }), 'control').toReach(backend);
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  await run.endBeat();
  expect(run.assertions).toMatchObject([{ agrees: true }, { agrees: false, unsettled: true }]);
});

test('proof of life may come later in the same beat', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  await run.endBeat();
  expect(rule(run.assertions).verdict).toBe('verified');
});

test('a time-out without proof of life is inconclusive', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  run.changed('applied the policy');
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  await run.endBeat();
  expect(rule(run.assertions)).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining('nothing showed in this beat that backend was answering anybody'),
  });
});

test('a time-out during which the kernel sent no SYN again is not what a policy does', async () => {
  const { run } = plantedRun();
  await says(run, new PlantedProbe(attacker, timeout, { again: 0 })).toBeRefused({ how: 'timeout' });
  expect(run.assertions).toMatchObject([{ agrees: false, observed: expect.stringContaining('sent SYN again 0 times') }]);
});

test('a refusal that the application saw is none', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  log.push(logged(attacker, 200, 2));
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeRefused({ how: 'timeout' });
  await run.endBeat();
  expect(rule(run.assertions)).toMatchObject({
    verdict: 'contradicted',
    reason: expect.stringContaining('yet the application of backend saw the request'),
  });
});

test('a refusal that does not stay is inconclusive', async () => {
  const { run } = plantedRun();
  reached(frontend);
  await says(run, new PlantedProbe(frontend, ok), 'control').toReach(backend);
  await says(run, new PlantedProbe(attacker, timeout, { later: ok, again: 4 })).toBeRefused({ how: 'timeout' });
  await run.endBeat();
  expect(rule(run.assertions)).toMatchObject({
    verdict: 'inconclusive',
    reason: expect.stringContaining('later 200 from nginx'),
  });
});

test('a refusal as a control that does not stay ends the claim', async () => {
  const { run } = plantedRun();
  await says(run, new PlantedProbe(attacker, rbac, { later: ok }), 'control').toBeRefused({ how: 'http-403' });
  await expect(run.endBeat()).rejects.toThrow(Inconclusive);
});

const denied = [1, 2, 3].map(
  (n) => `[2026-11-22T18:33:24.940Z] "GET / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] "meshproof-attacker-${n}"`,
);

test('a denial needs the proxy’s log where one is named', async () => {
  const { run } = plantedRun();
  log.push(...denied.slice(0, 2));
  await says(run, new PlantedProbe(attacker, rbac)).toBeRefused({ how: 'http-403', by: backend });
  await run.endBeat();
  log.push(...denied);
  await says(run, new PlantedProbe(attacker, rbac)).toBeRefused({ how: 'http-403', by: backend });
  await run.endBeat();
  expect(run.assertions.map(({ agrees }) => agrees)).toEqual([false, true]);
  expect(run.witnesses).toEqual(['client', 'proxy-log']);
});

test('a named refusal is the refusal that it names', async () => {
  const { run } = plantedRun();
  log.push(...denied);
  await says(run, new PlantedProbe(attacker, rbac)).toBeDeniedBy(backend);
  await says(run, new PlantedProbe(attacker, rbac)).toBeRefusedAsPlaintextBy(backend);
  await says(run, new PlantedProbe(attacker, timeout, { again: 4 })).toBeDropped();
  expect(run.assertions.map(({ expected, agrees }) => [expected, agrees])).toEqual([
    ['refused by http-403, by the proxy of backend', true],
    ['refused by reset, by the proxy of backend', false],
    ['refused by timeout', true],
  ]);
});

test('another kind of refusal is another story', async () => {
  const { run } = plantedRun();
  await says(run, new PlantedProbe(attacker, timeout)).toBeRefused({ how: 'http-403' });
  expect(run.assertions).toMatchObject([{ agrees: false, observed: 'timeout (curl 28)', expected: 'refused by http-403' }]);
});

test.for([
  [{ status: 200 }, true],
  [{ status: 201 }, false],
  [{ status: 200, body: 'backend' }, true],
  [{ status: 200, body: /^front/ }, false],
  [{ status: 200, header: ['server', /^envoy/] }, true],
  [{ status: 200, header: ['x-absent', /./] }, false],
] as [{ status: number; body?: string | RegExp; header?: [string, RegExp] }, boolean][])(
  'an answer is compared in each part: %o',
  async ([wanted, agrees]) => {
    const { run } = plantedRun();
    const answer = outcome({ body: 'Server name: backend-7c9', headers: { server: ['envoy'] } });
    await says(run, new PlantedProbe(frontend, answer)).toAnswer(wanted);
    expect(run.assertions).toMatchObject([{ agrees }]);
  },
);
