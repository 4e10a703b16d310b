import { totalmem } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { InfrastructureError } from '../../../host/errors.ts';
import { contentKeys } from './dag/keys.ts';
import type { Build } from './dag/run.ts';
import { Store } from './dag/store.ts';
import { requireTools } from './packages.ts';
import { plan } from './plan.ts';
import type { Versions } from '../../../versions.ts';

/**
 * The build: every step with its key, and where results go. Runs nothing but `go env`.
 *
 * @param cache absolute folder of results; `build/` is made in it
 * @param planned which steps
 * @throws InfrastructureError when a tool is missing or too old
 */
export async function prepare(versions: Versions, cache: string, planned = plan): Promise<Build> {
  requireTools();
  const store = new Store(join(cache, 'build'));
  const steps = planned(versions, await goVersion(versions));
  const root = import.meta.dirname;
  return { store, steps, keys: contentKeys(steps, root), root, env: environment(store) };
}

/** What every command gets beside its own environment; none of it changes a result. */
function environment(store: Store): Record<string, string> {
  // The compiler is faster without garbage collection. The limit makes it collect before four of them fill the memory.
  const share = Math.floor((totalmem() * 0.7) / 4 / 2 ** 20);
  return { CONTAINERS_CONF: join(store.root, 'containers.conf'), GOGC: 'off', GOMEMLIMIT: `${share}MiB` };
}

async function goVersion({ go: oldest }: Versions): Promise<string> {
  const { stdout } = await execa('go', ['env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } });
  const numbers = (version: string) =>
    version
      .replace(/^go/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10) || 0);
  const [have, need] = [numbers(stdout), numbers(oldest)];
  const differs = need.findIndex((part, index) => part !== (have[index] ?? 0));
  if (differs >= 0 && (have[differs] ?? 0) < (need[differs] ?? 0)) {
    throw new InfrastructureError(`Go ${oldest} or newer is needed, this is ${stdout}.`, {
      remedy: `Put Go ${oldest} first on PATH.`,
    });
  }
  return stdout;
}
