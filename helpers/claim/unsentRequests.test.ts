import { beforeEach, expect, test, vi } from 'vitest';
import type { HttpProbe } from '../readings/http/httpProbe.ts';
import { inWords, type HttpOutcome } from '../readings/http/refusal.ts';
import { HttpExpectation } from './httpExpectation.ts';
import { attacker, backend, lost, ok, outcome, PlantedProbe, rbac } from './plantedProbe.ts';
import { plantedRun, stopClock, told } from './testing.ts';
import type { ClaimRun } from './claimRun.ts';

// no log holds any request
vi.mock(import('../readings/logs/logLines.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  logLines: async () => [],
  awaitLogLines: async () => [],
}));

vi.spyOn(backend, 'pods').mockResolvedValue(['10.0.0.0', '10.0.0.1'].map((podIP) => ({ status: { podIP } })));
beforeEach(stopClock);

const says = (run: ClaimRun, probe: HttpProbe) => new HttpExpectation(run, 'observation', probe.says, probe);
const sample = (value: HttpOutcome) => ({ value, says: inWords(value), at: new Date(0), ms: 1 });

test.each(['timeout', 'reset', 'http-403'] as const)(
  'where no name was resolved nothing was refused by %s, and nothing learned',
  async (how) => {
    const { run } = plantedRun();
    await says(run, new PlantedProbe(attacker, lost)).toBeRefused({ how });
    expect(run.assertions).toMatchObject([{ agrees: false, unsettled: true, observed: 'dns-timeout (curl 28)' }]);
  },
);

test('a name that was not resolved in between leaves the steady answer what it is', async () => {
  const { run } = plantedRun();
  const probe = new PlantedProbe(attacker, ok);
  vi.spyOn(probe, 'stream').mockReturnValue(told([ok, ok, lost, lost, lost, lost, ok].map(sample)));
  await says(run, probe).toBeRefused({ how: 'timeout' });
  expect(run.assertions).toMatchObject([{ agrees: false, unsettled: false, observed: '200 from nginx' }]);
});

test('a refusal stays where names are slow in between', async () => {
  const { run } = plantedRun();
  const reset = outcome({ exit: 56, status: 0, headers: {} });
  const probe = new PlantedProbe(attacker, reset, { later: lost });
  await says(run, probe).toBeRefused({ how: 'reset' });
  const later = Array.from({ length: 10 }, () => [reset, reset, lost, lost]).flat();
  vi.spyOn(probe, 'stream').mockReturnValue(told(later.map(sample), 250));
  await run.endBeat();
  expect(run.assertions).toMatchObject([{ agrees: true, unsettled: false }]);
});

test.for([
  ['is sent then', [rbac, lost, rbac], [rbac], { agrees: true, unsettled: false }],
  ['and has no address a second time', [rbac, lost, rbac], [lost], { agrees: false, unsettled: true }],
  ['hides no replica that answers', [lost, ok, rbac], [lost], { agrees: false, unsettled: false }],
] as const)('a request to the replicas that was not sent for want of an address %s', async ([, first, second, wanted]) => {
  const { run } = plantedRun();
  const probe = new PlantedProbe(attacker, rbac);
  const filled = (row: readonly HttpOutcome[], count: number) => Array.from({ length: count }, (_, n) => sample(row[n] ?? rbac));
  vi.spyOn(probe, 'row')
    .mockImplementationOnce(async (count) => filled(first, count))
    .mockImplementationOnce(async (count) => filled(second, count));
  await says(run, probe).toBeRefused({ how: 'http-403' });
  await run.endBeat();
  expect(run.assertions).toMatchObject([wanted]);
});
