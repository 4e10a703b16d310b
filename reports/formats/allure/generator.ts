import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { compiledFolder } from '../../compileCache.ts';
import { allureConfig } from './config.ts';

/** What generate.ts is told. */
export interface Order {
  runId: string;
  finished: string;
  config: object;
  resultsDir: string;
}

const analytics =
  /<script async src="https:\/\/www\.googletagmanager\.com\/[^"]*"><\/script>\s*<script>[^<]*gtag\([^<]*<\/script>/;

/** Allure reports every reader to an analytics service; an evidence page must not call anybody. */
function withoutAnalytics(page: string): string {
  if (!analytics.test(page)) {
    throw new Error(
      'The Allure report no longer has its analytics script where it was: look at it, then change reports/formats/allure/generator.ts.',
    );
  }
  return page.replace(analytics, '');
}

/**
 * Makes Allure's single-file report in a process of its own, with a pinned clock, pinned ids and an empty environment, so
 * that neither the hour nor this machine is in it. The process loads Allure from the start, beside what its maker does
 * meanwhile. Dispose of it: that ends the process and removes its folder.
 */
export class AllureGenerator {
  readonly #work = mkdtempSync(join(tmpdir(), 'meshproof-allure-'));
  readonly #process = spawn(process.execPath, [join(import.meta.dirname, 'generate.ts')], {
    cwd: this.#work,
    // Without a path Allure finds no git to ask about the folders around.
    env: { NODE_COMPILE_CACHE: compiledFolder(), PATH: this.#work, TMPDIR: this.#work, TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  readonly #ended = once(this.#process, 'close') as Promise<[number | null]>;
  readonly #errors = text(this.#process.stderr);

  /** Renders a folder of results, once: the report as HTML, and the history with this run's line added. */
  async render(resultsDir: string, evidence: Evidence, history: string): Promise<{ page: string; history: string }> {
    const historyPath = join(this.#work, 'history.jsonl');
    await writeFile(historyPath, history);
    const { id: runId, finished } = evidence.run;
    const config = allureConfig(evidence, { historyPath, appendHistory: true });
    const order: Order = { runId, finished, config, resultsDir: resolve(resultsDir) };
    // Where the process has ended already, its status says why.
    this.#process.stdin.on('error', () => undefined).end(JSON.stringify(order));
    const [status] = await this.#ended;
    if (status !== 0) throw new Error(`Allure's generator ended with ${status}: ${await this.#errors}`);
    return {
      page: withoutAnalytics(await readFile(join(this.#work, 'report', 'index.html'), 'utf8')),
      history: await readFile(historyPath, 'utf8'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill();
    await this.#ended;
    await rm(this.#work, { recursive: true, force: true });
  }
}
