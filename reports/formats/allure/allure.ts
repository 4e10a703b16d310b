import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackgroundWriter, Format } from '../../pack/format.ts';
import type { Pack } from '../../pack/load.ts';
import { AllureGenerator } from './generator.ts';
import { addToHistory, takeHistory } from './history.ts';
import { writeAllureResults } from './resultFiles.ts';

class AllureWriter implements BackgroundWriter {
  readonly #generator = new AllureGenerator();
  #rendered: { pack: Pack; report: ReturnType<AllureGenerator['render']> } | undefined;

  async write(pack: Pack): Promise<void> {
    await rm(join(pack.dir, allure.file), { force: true });
    const resultsDir = writeAllureResults(pack);
    const report = this.#generator.render(resultsDir, pack.evidence, await takeHistory(pack.dir));
    // When another format fails first, no caller awaits this promise.
    report.catch(() => undefined);
    this.#rendered = { pack, report };
  }

  async finish(): Promise<void> {
    if (!this.#rendered) throw new Error('The Allure report is finished before it is written: call write first.');
    const { pack, report } = this.#rendered;
    const { page, history } = await report;
    await writeFile(join(pack.dir, allure.file), page);
    await addToHistory(pack.dir, history, pack.evidence.run.finished);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#generator[Symbol.asyncDispose]();
  }
}

export const allure = {
  name: 'Allure report',
  file: 'allure.html',
  says: 'The steps and attachments of each claim, with its results in earlier runs: for test engineers.',
  start: () => new AllureWriter(),
} satisfies Format;
