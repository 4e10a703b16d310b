import { expect, test } from 'vitest';
import { kubeconfigOf } from './workstation.ts';

const exported = {
  contexts: [
    { name: 'lab', context: { cluster: 'lab', user: 'admin' } },
    { name: 'other', context: { cluster: 'other', user: 'boss' } },
  ],
  clusters: [{ name: 'lab', cluster: { server: 'https://lab' } }, { name: 'other' }],
  users: [{ name: 'admin', user: { token: 'run' } }, { name: 'boss' }],
  'current-context': 'other',
};
const config = { exportConfig: () => JSON.stringify(exported) };
const made = (token?: string) => JSON.parse(kubeconfigOf(config, 'lab', 'mp-lane-1', token)) as typeof exported;

test('commands that name no namespace act in the lane', () => {
  expect(made()).toMatchObject({
    'current-context': 'lab',
    contexts: [{ context: { namespace: 'mp-lane-1', user: 'admin' } }, {}],
  });
});

test('with a token the run’s own credentials are not in it, nor another cluster', () => {
  const text = kubeconfigOf(config, 'lab', 'mp-lane-1', 'reader-token');
  expect(text).not.toMatch(/"run"|boss|admin|other/);
  expect(made('reader-token')).toMatchObject({
    clusters: [{ cluster: { server: 'https://lab' } }],
    contexts: [{ name: 'lab', context: { namespace: 'mp-lane-1' } }],
    users: [{ user: { token: 'reader-token' } }],
  });
});
