import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { InfrastructureError } from './errors.ts';
import { renderReport } from './renderReport.ts';

// Rendering starts a process: a busy machine needs its time for that.
vi.setConfig({ testTimeout: 60_000 });

test.each([
  ['render', /reports\/cli\.ts ended with 1.*evidence\.json[^]*What to do: .*reports\/cli\.ts render \//],
  ['walkthrough', /reports\/cli\.ts ended with 1.*walkthrough\.json[^]*What to do: .*reports\/cli\.ts walkthrough \//],
  ['render-gate', /reports\/cli\.ts ended with 1.*gate\.json[^]*What to do: .*reports\/cli\.ts render-gate \//],
] as const)('%s of a folder without results fails with the reason and the remedy', async (command, message) => {
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const rendered = renderReport(command, folder);
  await expect(rendered).rejects.toThrow(InfrastructureError);
  await expect(rendered).rejects.toThrow(message);
});
