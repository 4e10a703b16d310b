import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { content } from './helpers/content.ts';
import { keptThreads } from './helpers/run/keptThreads.ts';
import { lanes } from './helpers/run/lanes.ts';
import { WorldsInOrder } from './helpers/run/worldsInOrder.ts';
import { root } from './helpers/root.ts';

// specs of other people lie in no package of ours, and come in by the same door
const door = { alias: { '#meshproof': join(root, 'helpers/index.ts') } };

const hostile = 'reports/hostile.test.ts';

const live = {
  dir: content,
  pool: process.env.MESHPROOF_WATCH ? keptThreads() : 'threads',
  // a worker keeps its lane from file to file
  isolate: false,
  retry: 0,
  testTimeout: 240_000,
  hookTimeout: 60_000,
  globalSetup: ['helpers/run/setUp.ts', 'helpers/run/tearDown.ts'],
} satisfies TestProjectInlineConfiguration['test'];

export default defineConfig({
  test: {
    retry: 0,
    // the suite's own tests, for Allure; claims reach it through their evidence (reports/formats/allure)
    reporters: ['default', ['allure-vitest/reporter', { resultsDir: `reports/out/suite/${process.env.SUITE ?? 'all'}` }]],
    sequence: { sequencer: WorldsInOrder },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{helpers,cluster,reports}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', hostile],
          globalSetup: ['helpers/readings/wire/requireTshark.ts'],
        },
      },
      // hundreds of generated cases: they take minutes
      { test: { name: 'hostile', include: [hostile] } },
      { test: { name: 'meta', include: ['specs/meta/**/*.test.ts'] } },
      {
        test: {
          name: 'browser',
          include: ['reports/**/*.browser.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // a busy machine takes more than the second that is usual to follow a click
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        resolve: door,
        test: {
          ...live,
          name: 'live',
          include: ['specs/**/*.spec.ts'],
          exclude: ['**/*.serial.spec.ts'],
          setupFiles: ['helpers/run/laneSetup.ts'],
          maxWorkers: lanes().most,
        },
      },
      {
        resolve: door,
        test: {
          ...live,
          name: 'serial',
          include: ['specs/**/*.serial.spec.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
