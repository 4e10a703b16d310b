import { expect, test } from 'vitest';
import type { ExecResult } from '../kube/exec.ts';
import { Workload } from '../lane/workload.ts';
import { Actor } from './actor.ts';

/** A workload whose pod answers each look-up with the same output. */
const actor = (exit: number, stdout: string) => {
  class Planted extends Actor {
    asked: string[][] = [];
    override asks(command: string[]): Promise<ExecResult> {
      this.asked.push(command);
      return Promise.resolve({ exit, stdout: Buffer.from(stdout), stderr: '', ms: 1 });
    }
  }
  return new Planted(new Workload({ name: 'debug', namespace: 'lane', home: 'lane', selector: 'run=debug', injected: false }));
};

test('an instrument is a word of every workload: what it asks, what it answers, what a reader may paste', async () => {
  const debug = actor(0, '10.96.0.12\n10.96.0.11\n');
  const addresses = debug.resolves('backend.lane.svc.cluster.local.');
  expect(addresses).toMatchObject({ witness: 'dns', from: 'debug', repeat: 'until-stable' });
  expect(addresses.command).toBe('dig +short +time=2 +tries=2 backend.lane.svc.cluster.local.');
  expect(await addresses.take()).toMatchObject({ value: ['10.96.0.11', '10.96.0.12'], says: '["10.96.0.11","10.96.0.12"]' });
  expect(debug.asked.map((command) => command.join(' '))).toEqual([addresses.command]);
});

test('an instrument that did not do its work throws, and its silence is no answer', async () => {
  await expect(actor(9, ';; no servers could be reached').resolves('backend.').take()).rejects.toThrow(
    'dig +short +time=2 +tries=2 backend. in debug ended with 9: ;; no servers could be reached',
  );
});
