import { rmSync } from 'node:fs';
import { startVitest } from 'vitest/node';
import { runFolder } from '../settings.ts';
import WatchReporter from './watchReporter.ts';

// make watch ends this program by a signal, and vitest then ends without its tear-down
process.once('exit', () => rmSync(runFolder(), { recursive: true, force: true }));

const unwatched = ['cluster', 'helpers', 'reports'].map((folder) => `**/${folder}/**`);
await startVitest(
  'test',
  process.argv.slice(2),
  { watch: true, project: ['live', 'serial'], reporters: [new WatchReporter()] },
  { server: { watch: { ignored: unwatched } } },
);
