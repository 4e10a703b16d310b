import { totalmem } from 'node:os';
import { join } from 'node:path';
import { chooseGo, type GoCompiler, goEnvironment } from '../../../host/goCompiler.ts';
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
 * @throws InfrastructureError when a tool is missing, or Go is and cannot be brought
 */
export async function prepare(versions: Versions, cache: string, planned = plan): Promise<Build & { go: GoCompiler }> {
  requireTools();
  const store = new Store(join(cache, 'build'));
  const go = await chooseGo(versions.go, cache);
  const steps = planned(versions, go.version);
  const root = import.meta.dirname;
  return { store, steps, keys: contentKeys(steps, root), root, env: environment(store, go), go };
}

/** What every command gets beside its own environment; none of it changes a result. */
function environment(store: Store, go: GoCompiler): Record<string, string> {
  // The compiler is faster without garbage collection. The limit makes it collect before four of them fill the memory.
  const share = Math.floor((totalmem() * 0.7) / 4 / 2 ** 20);
  const limits = { GOGC: 'off', GOMEMLIMIT: `${share}MiB` };
  return { CONTAINERS_CONF: join(store.root, 'containers.conf'), ...limits, ...goEnvironment(go) };
}
