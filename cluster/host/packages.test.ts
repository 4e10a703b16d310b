import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { installLine, missing } from './packages.ts';

test('a package is there when its program is on PATH or its file exists, whoever installed it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'tool-a'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'tool-b'), '', { mode: 0o644 });
  const wanted = [
    { name: 'a', proof: 'tool-a', why: '' },
    { name: 'not-executable', proof: 'tool-b', why: '' },
    { name: 'file', proof: join(folder, 'tool-b'), why: '' },
    { name: 'absent', proof: join(folder, 'nothing'), why: '' },
  ];
  expect(missing(wanted, folder).map(({ name }) => name)).toEqual(['not-executable', 'absent']);
  expect(missing(wanted, '/nowhere').map(({ name }) => name)).toEqual(['a', 'not-executable', 'absent']);
});

test('the line to run installs exactly what is missing', () => {
  expect(
    installLine([
      { name: 'podman', proof: '', why: '' },
      { name: 'jq', proof: '', why: '' },
    ]),
  ).toBe("sudo sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends podman jq'");
});
