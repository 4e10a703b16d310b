import type { Lab } from '../records/session.ts';
import { poll } from '../host/poll.ts';
import { openApi, type Target } from './api.ts';
import { all, daemonSetsReady, defaultAccount, deploymentsReady, nodesReady, podsReady } from './ready.ts';

/** Waits until every node and every pod of kube-system is Ready and pods can be made. @returns what was counted */
export function systemReady({ runner, progress }: Lab, target: Target, nodes: number): Promise<string> {
  const look = async () => {
    const api = await openApi(target);
    const system = 'kube-system';
    return () =>
      all(
        nodesReady(api, nodes),
        daemonSetsReady(api, system, nodes),
        deploymentsReady(api, system, ['coredns']),
        podsReady(api, [system]),
        defaultAccount(api),
      );
  };
  return runner.act(
    `wait until ${nodes} nodes and every pod of kube-system are Ready and the default service account is there (≤ 180 s)`,
    async () => poll(await look(), waiting('nodes and system pods', runner.signal, progress.waiting)),
    'all Ready',
  );
}

const waiting = (what: string, signal: AbortSignal, onChange: (says: string) => void) => ({
  what,
  timeoutMs: 180_000,
  signal,
  onChange,
  remedy: 'See `make status`; `make kind-down && make kind-up` starts again.',
});
