import { execa } from 'execa';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { allureConfig } from './config.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '../cli.js');
const pin = join(import.meta.dirname, 'pin.ts');

const analytics =
  /<script async src="https:\/\/www\.googletagmanager\.com\/[^"]*"><\/script>\s*<script>[^<]*gtag\([^<]*<\/script>/;

/** Allure reports every reader to an analytics service; an evidence page must not call anybody. */
function withoutAnalytics(page: string): string {
  if (!analytics.test(page)) {
    throw new Error(
      'The Allure report no longer has its analytics script where it was: look at it, then change reports/allure/single-file.ts.',
    );
  }
  return page.replace(analytics, '');
}

/**
 * Makes Allure's single-file report of a folder of results; returns it as HTML, and the history with this run's line added.
 * Takes place in a process with a pinned clock, pinned ids, one reader and an empty environment, so that neither the
 * hour nor this machine is in it.
 */
export async function renderAllureReport(
  resultsDir: string,
  evidence: Evidence,
  history: string,
): Promise<{ page: string; history: string }> {
  const { run } = evidence;
  const work = await mkdtemp(join(tmpdir(), 'meshproof-allure-'));
  try {
    const historyPath = join(work, 'history.jsonl');
    await writeFile(historyPath, history);
    await writeFile(
      join(work, 'allurerc.json'),
      JSON.stringify(allureConfig(evidence, { plugins: {}, historyPath, appendHistory: true })),
    );
    const args = [
      'awesome',
      resultsDir,
      '--single-file',
      '--output',
      join(work, 'report'),
      '--group-by',
      'epic,feature',
      '--lang',
      'en',
    ];
    await execa(process.execPath, ['--import', pin, cli, ...args, '--config', join(work, 'allurerc.json')], {
      cwd: work,
      extendEnv: false,
      env: {
        PIN_SEED: run.id,
        PIN_EPOCH_MS: String(Date.parse(run.finished)),
        ALLURE_READ_CONCURRENCY: '1',
        TMPDIR: work,
        TZ: 'UTC',
      },
    });
    return {
      page: withoutAnalytics(await readFile(join(work, 'report', 'index.html'), 'utf8')),
      history: await readFile(historyPath, 'utf8'),
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
