import { expect, test, vi } from 'vitest';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { select } from '../../helpers/ledger/select.ts';
import { readSet, setNames } from '../../helpers/ledger/sets.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { root } from '../../helpers/root.ts';

// to read every spec takes seconds where the machine is busy
vi.setConfig({ testTimeout: 30_000 });

test.each(setNames())('each pattern of the set %s selects claims that have a spec', async (name) => {
  const ledger = await loadLedger();
  const { places } = await scanSpecs(root, ledger);
  for (const pattern of readSet(name)) {
    const selected = select(ledger, { claims: pattern }).map((id) => ledger.byId(id).sameAs ?? id);
    expect(
      selected.filter((id) => places.has(id)),
      pattern,
    ).not.toEqual([]);
  }
});
