import { rmSync } from 'node:fs';
import { leftNamespaces, removeNamespace } from '../lane/namespace.ts';
import { runFolder, runKey } from '../settings.ts';

/** vitest calls it when the last lane has ended: removes what this run's lanes made. */
export async function teardown(): Promise<void> {
  rmSync(runFolder(), { recursive: true, force: true });
  await Promise.all((await leftNamespaces({ run: runKey(), kept: false })).map(removeNamespace));
}
