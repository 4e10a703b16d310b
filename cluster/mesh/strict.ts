import { UsageError } from '../host/errors.ts';
import { kubectl, type Target } from '../kube/api.ts';
import type { Lab } from '../records/session.ts';
import { poll } from '../host/poll.ts';
import { inYaml, notOurs, ourManifests, ours } from './ownership.ts';
import { proxiesStrict } from './proxies.ts';

const namespace = 'default';

/**
 * Makes every workload of namespace `default` refuse plaintext, and waits until each of its proxies does.
 *
 * @param destinationRule also tell clients to use mutual TLS, instead of leaving it to auto mTLS; false takes that rule back
 * @returns what was seen
 * @throws UsageError when a PeerAuthentication or DestinationRule of somebody else is in the way
 */
export async function makeStrict(lab: Lab, target: Target, destinationRule: boolean): Promise<string> {
  const { runner, progress } = lab;
  await refuseForeign(lab, target, destinationRule ? ['peerauthentication', 'destinationrule'] : ['peerauthentication']);
  const files = ['mtls-strict.yaml', ...(destinationRule ? ['mtls-destination-rule.yaml'] : [])];
  const input = inYaml((await Promise.all(files.map((file) => ourManifests(file)))).flat());
  await kubectl(runner, target, ['apply', '--filename', '-'], { input });
  if (!destinationRule) await removeOurs(lab, target, 'destinationrules.networking.istio.io');
  return runner.act(
    `wait until every proxy in namespace ${namespace} refuses plaintext${destinationRule ? ' and calls with TLS' : ''} (≤ 60 s)`,
    () => {
      const remedy = 'See `istioctl proxy-status`.';
      const look = () => proxiesStrict(lab, target, destinationRule);
      return poll(look, {
        what: 'strict mTLS',
        timeoutMs: 60_000,
        everyMs: 500,
        signal: runner.signal,
        onChange: progress.waiting,
        remedy,
      });
    },
    'every proxy refuses plaintext',
  );
}

async function removeOurs({ runner }: Lab, target: Target, kinds: string): Promise<void> {
  await kubectl(runner, target, ['--namespace', namespace, 'delete', kinds, ...ours, '--ignore-not-found']);
}

async function refuseForeign({ runner }: Lab, target: Target, kinds: string[]): Promise<void> {
  const args = ['--namespace', namespace, 'get', kinds.join(','), ...notOurs, '--output', 'name'];
  const names = (await kubectl(runner, target, args)).split('\n').filter((name) => name.endsWith('/default'));
  if (names.length === 0) return;
  throw new UsageError(`Namespace ${namespace} already has ${names.join(' and ')}, made by somebody else.`, {
    remedy: 'Remove it first, if it is yours.',
  });
}
