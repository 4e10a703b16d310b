import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepFidelity, partsHash, type Fidelity } from './fidelity.ts';
import type { Environment } from './schema.ts';
import { plantedEnvironment, plantedFidelity } from './testing.ts';

const here: Environment = { ...plantedEnvironment, components: [{ name: 'envoy', version: '1.40.0', digest: 'sha256:aa' }] };

/** Keeps nothing, and tells what would be kept. */
async function kept(records: Record<string, Fidelity | string>, environment = here): Promise<Fidelity | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, record] of Object.entries(records)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'fidelity.json'), typeof record === 'string' ? record : JSON.stringify(record));
  }
  let found: Fidelity | undefined;
  await keepFidelity(folder, environment, {
    keep({ name, content, mediaType }) {
      found = JSON.parse(String(content)) as Fidelity;
      return { sha256: '0'.repeat(64), name, bytes: content.length, mediaType };
    },
  });
  return found;
}

const at = (started: string, environment = here): Fidelity => ({
  ...plantedFidelity,
  started,
  cluster: partsHash(environment),
});

test('the newest record of a cluster of the same parts is kept', async () => {
  const [old, young] = [at('2026-01-01T00:00:00Z'), at('2026-01-02T00:00:00Z')];
  expect(await kept({ '2026-01-01': old, '2026-01-02': young, latest: old })).toEqual(young);
});

test('a newer record of other parts does not stand for this cluster', async () => {
  const other = { ...here, components: [{ name: 'envoy', version: '1.40.0', digest: 'sha256:bb' }] };
  expect(await kept({ '2026-01-02': at('2026-01-02T00:00:00Z', other) })).toBeUndefined();
  const own = at('2026-01-01T00:00:00Z');
  expect(await kept({ '2026-01-01': own, '2026-01-02': at('2026-01-02T00:00:00Z', other) })).toEqual(own);
});

test('a record that a killed run or another version of the suite left is passed over', async () => {
  const own = at('2026-01-01T00:00:00Z');
  const bad = JSON.stringify({ ...own, schema: 'meshproof/fidelity/v0' });
  expect(await kept({ '2026-01-01': own, '2026-01-02': '{"schema":', '2026-01-03': bad })).toEqual(own);
  expect(await keepFidelity('/nowhere', here, { keep: () => expect.unreachable() })).toBeUndefined();
});

test('a cluster made again of the same parts has the same hash, and one of another mode or policy engine another', () => {
  expect(partsHash({ ...here, clusterUid: 'u-2', components: [...here.components] })).toBe(partsHash(here));
  for (const change of [{ kubeProxyMode: 'nftables' }, { networkPolicy: 'calico' }, { proxy: '1.39.3-x' }, { provider: 'kind' }])
    expect(partsHash({ ...here, ...change })).not.toBe(partsHash(here));
});
