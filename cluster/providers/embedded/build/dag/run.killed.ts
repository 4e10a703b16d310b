/** Runs the steps of `<root>/steps.json`, for a test that kills it. Use: run.killed.ts ROOT */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineDisplay } from './display.ts';
import { contentKeys } from './keys.ts';
import { runBuild } from './run.ts';
import type { Step } from './step.ts';
import { Store } from './store.ts';
import { Tally } from './tally.ts';

const root = process.argv[2] ?? '';
const steps = JSON.parse(readFileSync(join(root, 'steps.json'), 'utf8')) as Step[];
const store = new Store(join(root, 'store'));
mkdirSync(store.root, { recursive: true });
store.dropUnfinished();
const slots = { compile: 1, transfer: 1 };
const expected = () => 1;
await runBuild({ store, steps, keys: contentKeys(steps, root), root, env: {} }, steps, {
  slots,
  expected,
  tally: new Tally(steps, slots, expected),
  display: lineDisplay(() => undefined),
  signal: new AbortController().signal,
});
