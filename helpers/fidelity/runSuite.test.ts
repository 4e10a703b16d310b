import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { InterruptedError } from '../../cluster/host/errors.ts';
import type { PeerTest } from '../evidence/fidelity.ts';
import { runSuite, type Ground } from './runSuite.ts';
import type { Suite } from './suites.ts';

const expected = { floor: 1, leftOut: [], holes: [] };

function planted(script: string, tests: PeerTest[]): { suite: Suite; ground: Ground; said: string[]; stop: AbortController } {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [said, stop] = [[] as string[], new AbortController()];
  const suite: Suite = {
    version: () => 'v0.0.1',
    argv: (_peers, _expected, { kubeconfig, report }) => ['/bin/sh', '-c', script, 'sh', `--kubeconfig=${kubeconfig}`, report],
    done: () => ({ done: 0, failed: 0, total: 1 }),
    told: () => ({ tests, profiles: [] }),
  };
  const ground: Ground = {
    peers: {} as Ground['peers'],
    cluster: { kubeconfig: '/secret/kubeconfig', bin: '/bin' },
    folder,
    signal: stop.signal,
    say: (line) => said.push(line),
  };
  return { suite, ground, said, stop };
}

const passed: PeerTest = { name: 'a', outcome: 'passed', seconds: 1 };

test('a suite that came to its end is recorded with its command, without paths of this machine, and its output kept', async () => {
  const { suite, ground, said } = planted('echo "$KUBECONFIG"', [passed]);
  const record = await runSuite('network-policy', expected, ground, suite);
  expect(record).toMatchObject({ version: 'v0.0.1', passed: 1, floor: 1, surprises: [], tests: [passed] });
  expect(record.command).toContain('--kubeconfig=$KUBECONFIG');
  expect(record.command).toMatch(/ network-policy\.json$/);
  expect(record.command).not.toContain(ground.folder);
  expect(readFileSync(join(ground.folder, 'network-policy.log'), 'utf8')).toBe('/secret/kubeconfig\n');
  expect(said.at(-1)).toBe('network-policy: 1 passed (1 have to), 0 failed, 0 skipped');
});

test('a suite that skipped everything has learned nothing', async () => {
  const { suite, ground } = planted('true', [{ ...passed, outcome: 'skipped' }]);
  await expect(runSuite('network-policy', expected, ground, suite)).rejects.toMatchObject({ status: 2 });
});

test('a suite that was stopped has no record', async () => {
  const { suite, ground, stop } = planted('kill -INT $$; sleep 5', [passed]);
  stop.abort(new InterruptedError('stopped'));
  await expect(runSuite('network-policy', expected, ground, suite)).rejects.toMatchObject({ status: 130 });
});
