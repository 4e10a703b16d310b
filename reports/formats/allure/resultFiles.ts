import { type EnvironmentInfo } from 'allure-js-commons/sdk';
import { stringifyEnvInfo } from 'allure-js-commons/sdk/reporter';
import { copyFileSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { istioWords } from '../../../helpers/evidence/istioWords.ts';
import type { Evidence } from '../../../helpers/evidence/schema.ts';
import { artifactsOf, type Pack } from '../../pack/load.ts';
import { attachmentName, isAttached } from './attachments.ts';
import { allureConfig, categories } from './config.ts';
import { toResults } from './results.ts';

const environmentInfo = ({ run: { environment: env } }: Evidence): EnvironmentInfo => ({
  provider: env.provider,
  kubernetes: env.kubernetes,
  istio: istioWords(env),
  proxy: env.proxy,
  networkPolicy: env.networkPolicy,
  substitutions: env.substitutions.map(({ name }) => name).join(', ') || 'none',
});

/** A link is fifty times faster than a copy. Copies are for file systems without links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Replaces `<pack>/allure` with Allure results made from evidence.json, and attachments from raw/. */
export function writeAllureResults(pack: Pack): string {
  const resultsDir = join(pack.dir, 'allure');
  rmSync(resultsDir, { recursive: true, force: true });
  mkdirSync(resultsDir, { recursive: true });
  // Allure's own writer flushes each file to the disk, which is slow for hundreds of files.
  const write = (name: string, text: string) => writeFileSync(join(resultsDir, name), text);
  for (const result of toResults(pack.evidence)) write(`${result.uuid}-result.json`, JSON.stringify(result));
  write('environment.properties', stringifyEnvInfo(environmentInfo(pack.evidence)));
  write('categories.json', JSON.stringify(categories));
  write('allurerc.json', `${JSON.stringify(allureConfig(pack.evidence), undefined, 2)}\n`);
  const attached = pack.evidence.claims.flatMap(artifactsOf).filter((one) => isAttached(one) && !pack.missing.has(one.sha256));
  const files = new Map(attached.map((artifact) => [attachmentName(artifact), artifact.sha256]));
  for (const [name, sha256] of files) linkOrCopy(join(pack.dir, 'raw', sha256), join(resultsDir, name));
  return resultsDir;
}
