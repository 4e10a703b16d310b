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

/** The input of generate.ts. */
export interface Order {
  runId: string;
  finished: string;
  config: object;
  resultsDir: string;
}

const analytics =
  /<script async src="https:\/\/www\.googletagmanager\.com\/[^"]*"><\/script>\s*<script>[^<]*gtag\([^<]*<\/script>/;

/** Removes Allure's call to an analytics service: an evidence page must not send anything. */
function withoutAnalytics(page: string): string {
  if (!analytics.test(page)) {
    throw new Error(
      "The Allure report has no analytics script in the known form. Look for the script in Allure's page, then correct `analytics` in reports/formats/allure/generator.ts.",
    );
  }
  return page.replace(analytics, '');
}

/**
 * Makes Allure's single-file report in its own process, with a fixed clock, fixed ids and an empty environment: the
 * report does not depend on time or machine. The process loads Allure at once. Disposal ends it and removes its folder.
 */
export class AllureGenerator {
  readonly #work = mkdtempSync(join(tmpdir(), 'meshproof-allure-'));
  readonly #process = spawn(process.execPath, [join(import.meta.dirname, 'generate.ts')], {
    cwd: this.#work,
    // An empty PATH keeps Allure from asking git about the folders around.
    env: { NODE_COMPILE_CACHE: compiledFolder(), PATH: this.#work, TMPDIR: this.#work, TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  readonly #ended = once(this.#process, 'close') as Promise<[number | null]>;
  readonly #errors = text(this.#process.stderr);

  /** Renders a folder of results, once. Returns the report as HTML, and the history with this run's line. */
  async render(resultsDir: string, evidence: Evidence, history: string): Promise<{ page: string; history: string }> {
    const historyPath = join(this.#work, 'history.jsonl');
    await writeFile(historyPath, history);
    const { id: runId, finished } = evidence.run;
    const config = allureConfig(evidence, { historyPath, appendHistory: true });
    const order: Order = { runId, finished, config, resultsDir: resolve(resultsDir) };
    // A process that has ended cannot read the order; its exit status is reported below.
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
