import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../host/testing.ts';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { UsageError } from '../host/errors.ts';
import { allowedContext } from './config.ts';

const kubeconfig = `apiVersion: v1
kind: Config
current-context: lab
contexts:
- {name: lab, context: {cluster: lab, user: admin}}
- {name: production, context: {cluster: production, user: admin}}
- {name: broken, context: {cluster: nowhere, user: admin}}
clusters:
- {name: lab, cluster: {server: 'https://192.0.2.10:6443'}}
- {name: production, cluster: {server: 'https://192.0.2.20:6443'}}
users:
- {name: admin, user: {token: t}}
`;

function file(text: string): string {
  const path = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(path, text);
  return path;
}

async function refusal(env: Record<string, string>): Promise<string> {
  const error: unknown = await allowedContext(env).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

test('cuts the allowed context out of its file', async () => {
  const { context, text } = await allowedContext({ KUBECONFIG: file(kubeconfig), ALLOW_CONTEXT: 'lab' });
  expect(context).toBe('lab');
  expect(text).toContain('192.0.2.10');
  expect(text).not.toContain('192.0.2.20');
});

test('each missing variable is named', async () => {
  expect(await refusal({ ALLOW_CONTEXT: 'lab' })).toContain('needs KUBECONFIG');
  expect(await refusal({ KUBECONFIG: file(kubeconfig) })).toContain('needs ALLOW_CONTEXT');
});

test('another current context is refused, and both are named', async () => {
  const message = await refusal({ KUBECONFIG: file(kubeconfig), ALLOW_CONTEXT: 'production' });
  expect(message).toBe('ALLOW_CONTEXT is production, and the current context of KUBECONFIG is lab.');
});

test('a file that is not there, or no kubeconfig, is one clear error', async () => {
  expect(await refusal({ KUBECONFIG: '/nowhere', ALLOW_CONTEXT: 'lab' })).toContain('there is no such file');
  expect(await refusal({ KUBECONFIG: file('{ not yaml: ['), ALLOW_CONTEXT: 'lab' })).toContain('KUBECONFIG is broken');
  expect(await refusal({ KUBECONFIG: file(''), ALLOW_CONTEXT: 'lab' })).toMatch(/broken|not set/);
});

test('a context that names no cluster is one clear error', async () => {
  const env = {
    KUBECONFIG: file(kubeconfig.replace('current-context: lab', 'current-context: broken')),
    ALLOW_CONTEXT: 'broken',
  };
  expect(await refusal(env)).toContain('does not hold');
});

test('joins several files as kubectl does: the first one’s context is the current one', async () => {
  const [first, second] = kubeconfig.split('clusters:');
  const env = {
    KUBECONFIG: `${file(first ?? '')}:${file(`apiVersion: v1\nkind: Config\nclusters:${second}`)}`,
    ALLOW_CONTEXT: 'lab',
  };
  expect((await allowedContext(env)).text).toContain('192.0.2.10');
});
