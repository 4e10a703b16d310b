import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing.ts';
import { InfrastructureError } from './errors.ts';
import { takeLock } from './lock.ts';
import { processId } from './process.ts';

const path = () => join(temporaryFolder(), 'cluster.lock');

test('a living holder keeps it; released, it leaves no file', () => {
  const file = path();
  const lock = takeLock(file, 'cluster up');
  expect(() => takeLock(file, 'cluster down')).toThrow(/`cluster up` is at work on this cluster \(process \d+/);
  lock.release();
  expect(existsSync(file)).toBe(false);
  takeLock(file, 'cluster down').release();
});

test('a dead holder loses it, even when its number lives on in another process', () => {
  const file = path();
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'before', command: 'cluster up', since: '' }));
  takeLock(file, 'cluster down').release();
  writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1', command: 'cluster up', since: '' }));
  takeLock(file, 'cluster down').release();
});

test('another living process keeps it', () => {
  const file = path();
  writeFileSync(file, JSON.stringify({ ...processId(process.ppid), command: 'cluster up', since: '' }));
  expect(() => takeLock(file, 'cluster down')).toThrow(InfrastructureError);
});
