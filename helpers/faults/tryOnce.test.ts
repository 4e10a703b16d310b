import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../cluster/host/testing.ts';
import { InterruptedError } from '../../cluster/host/errors.ts';
import { isAlive, processId } from '../../cluster/host/process.ts';
import type { Runner } from '../../cluster/host/runner.ts';
import { Draws } from './draws.ts';
import type { Fault } from './fault.ts';
import { NotDone, NotTakenBack, type Stage } from './stage.ts';
import { letEnd, plantedClaims, plantedExpected, plantedVerify, type Run } from './testing.ts';
import { tryOnce, type Tools, type Where } from './tryOnce.ts';

const stop: Fault = { says: 'planted', kind: 'pause', holds: 0.1, ends: ['as-expected', 'nothing-learned'] };
const planned = { number: 1, fault: 'planted', attempt: 1, claims: plantedClaims, draws: new Draws('s') };

const good: Run = { exit: 0, verdicts: { 'm1-a': 'verified', 'm1-b': 'contradicted' }, attested: 'PASSED' };
const hurt: Run = { exit: 2, verdicts: { 'm1-a': 'inconclusive', 'm1-b': 'contradicted' }, attested: 'FAILED' };
const refusing: Run = { exit: 3, says: 'RESUME=r-1: it was measured elsewhere' };

/** A machine on which runs end as they are told, in order. The children are real, the cluster is none. */
function planted(runs: Run[], part: Partial<Tools> = {}) {
  const folder = temporaryFolder();
  const controller = new AbortController();
  const told: string[] = [];
  const { signal } = controller;
  const verify = plantedVerify(runs, signal);
  const tools: Tools = {
    verify: (asked, packs, log) => {
      told.push(Object.entries(asked).join());
      return verify(asked, packs, log);
    },
    verifyPack: async () => [],
    inject: async (_fault, { undo }) => {
      told.push('done');
      undo.defer(async () => void told.push('undone'));
      return 'it was seen';
    },
    smallDisk: async (_packs, end) => end.defer(async () => void told.push('disk gone')),
    comesBack: async () => undefined,
    clusterUid: async () => 'u-1',
    standing: async () => ({ objects: {}, others: [] }),
    filesLeft: () => [],
    processesLeft: async () => [],
    ...part,
  };
  const { inject } = tools;
  tools.inject = (fault, stage) => {
    stage.undo.defer(async () => letEnd(stage.packs));
    return inject(fault, stage);
  };
  const ground = { runner: {} as Runner, engine: 'podman' as const, nodes: [], server: new URL('https://10.0.0.1:6443') };
  const where: Where = { ground, folder, span: 1, expected: plantedExpected, signal, goneIn: 0 };
  return { told, controller, folder, tried: (fault = stop, when = 0.1) => tryOnce({ ...planned, when }, fault, where, tools) };
}

test('a run that is hurt, tells so, is gone on with and leaves nothing has held', async () => {
  const { told, tried } = planted([hurt, good]);
  expect(await tried()).toMatchObject({
    outcome: 'held',
    shown: 'it was seen',
    ended: 'nothing-learned',
    verdicts: { inconclusive: 1, contradicted: 1 },
    resumed: 'completed',
    findings: [],
    at: 0.1,
  });
  expect(told).toEqual(['CLAIMS,m1-a,m1-b', 'done', 'undone', 'RESUME,r-1']);
});

test('a run that bears it is not gone on with', async () => {
  const { told, tried } = planted([good]);
  const one = await tried();
  expect(one).toMatchObject({ outcome: 'held', ended: 'as-expected' });
  expect(one).not.toHaveProperty('resumed');
  expect(told).toEqual(['CLAIMS,m1-a,m1-b', 'done', 'undone']);
});

test('a refusal of RESUME holds where the run that it asks for comes out', async () => {
  const { told, tried } = planted([hurt, refusing, good]);
  expect(await tried()).toMatchObject({ outcome: 'held', resumed: 'refused', refusal: refusing.says });
  expect(told.slice(-2)).toEqual(['RESUME,r-1', 'CLAIMS,m1-a,m1-b']);
  expect(await planted([hurt, refusing, hurt]).tried()).toMatchObject({
    outcome: 'broken',
    findings: ['the next run, without RESUME, did not end as expected (status 2)'],
  });
});

test('a run that left no pack is gone on with by a refusal, and one without a name not at all', async () => {
  const { tried } = planted([{ exit: 2 }, { exit: 3, says: 'RESUME=r-1: there is no such run' }, good]);
  expect(await tried()).toMatchObject({ outcome: 'held', verdicts: {}, resumed: 'refused' });
  const early = planted([{ exit: 2, says: 'the cluster did not answer' }, good]);
  expect(await early.tried()).toMatchObject({ outcome: 'held' });
  expect(early.told.at(-1)).toBe('CLAIMS,m1-a,m1-b');
});

test('a RESUME that does not complete is told', async () => {
  const { tried } = planted([hurt, hurt]);
  expect(await tried()).toMatchObject({
    outcome: 'broken',
    resumed: 'failed',
    findings: ['RESUME: it ended with status 2: report: x'],
  });
});

test.each([
  [
    'a wrong verdict',
    { ...hurt, exit: 1, verdicts: { 'm1-a': 'contradicted', 'm1-b': 'contradicted' } },
    'claim m1-a is contradicted',
  ],
  ['a run that passes without a claim', { ...hurt, exit: 0, attested: 'PASSED' }, 'status 0, and claim m1-a is inconclusive'],
  ['an end that the fault does not excuse', { ...hurt, exit: 130 }, 'the run ended interrupted'],
] as [string, Run, string][])('%s is told', async (_what, run, says) => {
  const { outcome, findings } = await planted([run, good]).tried();
  expect(outcome).toBe('broken');
  expect(findings.join()).toContain(says);
});

test.each([
  [
    'objects',
    { standing: async () => ({ objects: { [`/api/v1/namespaces/${Math.random()}`]: '1' }, others: [] }) },
    /^left: [+-] \/api/,
  ],
  ['files', { filesLeft: (packs) => packs.map((pack) => `of ${pack}`) }, /^left: of .*packs\/r-1$/],
  ['processes', { processesLeft: async (words) => [`process 7 (${words.length})`] }, /^after the run there is process 7 \(2\)$/],
] as [string, Partial<Tools>, RegExp][])('%s that are left are told', async (_what, part, says) => {
  const { outcome, findings } = await planted([hurt, good], part).tried();
  expect(outcome).toBe('broken');
  expect(findings).toContainEqual(expect.stringMatching(says));
});

const notDone = { inject: async () => Promise.reject(new NotDone('It was not seen.')) };

test('a fault that was not done does not count, and the run is not gone on with', async () => {
  const { told, tried } = planted([hurt], notDone);
  expect(await tried()).toMatchObject({ outcome: 'not-done', why: 'It was not seen.', findings: [] });
  expect(told).toEqual(['CLAIMS,m1-a,m1-b']);
});

test('what is not so is told, also where the fault was not done', async () => {
  const { tried } = planted([{ ...good, verdicts: { 'm1-a': 'contradicted', 'm1-b': 'contradicted' } }], notDone);
  expect((await tried()).outcome).toBe('broken');
});

test.each([
  ['ended before the fault', [{ ...good, short: true }], {}, 'The run ended before the fault.'],
  ['met a cluster that was made again', [hurt, good], uids('u-1', 'u-2'), 'The cluster was made again.'],
  [
    'met a cluster that does not come back',
    [hurt, good],
    { comesBack: async () => Promise.reject(new NotDone('Waited 360 s for the cluster.')) },
    'Waited 360 s for the cluster.',
  ],
] as [string, Run[], Partial<Tools>, string][])('a run that %s does not count', async (_what, runs, part, why) => {
  // a moment that a short run does not live to see
  expect(await planted(runs, part).tried(stop, runs[0]?.short ? 60 : 0.1)).toMatchObject({ outcome: 'not-done', why });
});

function uids(...all: string[]): Partial<Tools> {
  return { clusterUid: async () => all.shift() ?? '' };
}

test('a fault that shows after the run has ended does not count', async () => {
  const slow = {
    inject: async (_fault: Fault, { run, packs }: Stage) => {
      const program = processId(run);
      letEnd(packs);
      await expect.poll(() => isAlive(program)).toBe(false);
      return 'seen late';
    },
  };
  expect(await planted([good], slow).tried()).toMatchObject({
    outcome: 'not-done',
    why: 'The run ended before the fault was seen.',
  });
});

test('a fault that is not taken back ends the series', async () => {
  const stuck = {
    inject: async (_fault: Fault, { undo }: Stage) => {
      undo.defer(async () => Promise.reject(new Error('it is stuck')));
      return 'it was seen';
    },
  };
  await expect(planted([hurt], stuck).tried()).rejects.toThrow(NotTakenBack);
  await expect(planted([hurt], stuck).tried()).rejects.toThrow('A fault was not taken back: it is stuck');
});

test('Ctrl-C takes the fault back, lets the run end and then takes its disk away', async () => {
  const seen: string[] = [];
  let goesOn = () => true;
  const { controller, tried } = planted([{ ...hurt, slow: true }], {
    inject: async (_fault, stage) => {
      ({ goesOn } = stage);
      stage.undo.defer(async () => void seen.push('undone'));
      seen.push('waits');
      await new Promise((stopped) => stage.signal.addEventListener('abort', stopped));
      throw stage.signal.reason;
    },
    smallDisk: async (_packs, end) => end.defer(async () => void seen.push(goesOn() ? 'disk gone too early' : 'disk gone')),
  });
  const trying = tried({ says: 'planted', kind: 'disk-full', from: 'claims', ends: ['nothing-learned'] });
  await expect.poll(() => seen.includes('waits')).toBe(true);
  controller.abort(new InterruptedError('stopped'));
  await expect(trying).rejects.toThrow('stopped');
  expect(seen).toEqual(['waits', 'undone', 'disk gone']);
});

test('outputs of both runs are kept', async () => {
  const { folder, tried } = planted([hurt, good]);
  await tried();
  for (const name of ['run.log', 'resume.log', 'packs/r-1/evidence.json'])
    expect(existsSync(join(folder, name)), name).toBe(true);
});
