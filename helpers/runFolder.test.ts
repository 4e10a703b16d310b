import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { processId } from '../cluster/host/process.ts';
import { openRunFolder, removeDeadRunFolders } from './runFolder.ts';
import { runFolder } from './settings.ts';

/** A folder for temporary files of its own. */
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const host = hostname();
const gone = { pid: process.pid, started: '1', host };

function planted(folder: string, name: string, owner?: object): void {
  mkdirSync(join(folder, name, 'mp-lane-1'), { recursive: true });
  writeFileSync(join(folder, name, 'mp-lane-1', 'kubeconfig'), 'a key');
  if (owner) writeFileSync(join(folder, name, 'owner.json'), JSON.stringify(owner));
}

test('folders of runs whose process is gone are removed, with their kubeconfigs', () => {
  const folder = temporary();
  planted(folder, 'meshproof-0000aa', gone);
  planted(folder, 'meshproof-0000ab', { ...processId(), host });
  removeDeadRunFolders();
  expect(readdirSync(folder)).toEqual(['meshproof-0000ab']);
});

test('what cannot be told to be of a dead run stays', () => {
  const folder = temporary();
  planted(folder, 'meshproof-0000aa');
  planted(folder, 'meshproof-0000ab', { ...gone, host: `not-${host}` });
  planted(folder, 'meshproof-pcap-x1', gone);
  planted(folder, 'elsewhere', gone);
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'meshproof-0000ac'));
  writeFileSync(join(folder, 'meshproof-0000ad'), '');
  mkdirSync(join(folder, 'meshproof-0000ae'));
  writeFileSync(join(folder, 'meshproof-0000ae', 'owner.json'), 'half a');
  const before = readdirSync(folder);
  removeDeadRunFolders();
  expect(readdirSync(folder)).toEqual(before);
});

test('this run’s folder is its own, and nobody else’s to look into', () => {
  temporary();
  openRunFolder();
  openRunFolder();
  removeDeadRunFolders();
  expect(statSync(runFolder()).mode & 0o777).toBe(0o700);
});
