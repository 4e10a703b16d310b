import { type EnvironmentInfo } from 'allure-js-commons/sdk';
import { FileSystemWriter } from 'allure-js-commons/sdk/reporter';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../../helpers/evidence/schema.ts';
import { artifactsOf, type Pack } from '../pack.ts';
import { together } from '../together.ts';
import { attachmentName, isAttached } from './attachments.ts';
import { allureConfig, categories } from './config.ts';
import { toResults } from './results.ts';

const environmentInfo = ({ run: { environment: env } }: Evidence): EnvironmentInfo => ({
  provider: env.provider,
  kubernetes: env.kubernetes,
  istio: env.istio,
  proxy: env.proxy,
  networkPolicy: env.networkPolicy,
  substitutions: env.substitutions.map(({ name }) => name).join(', ') || 'none',
});

/** Replaces `<pack>/allure` with Allure results projected from evidence.json, attachments copied from raw/. */
export async function writeAllureResults(pack: Pack): Promise<string> {
  const resultsDir = join(pack.dir, 'allure');
  await rm(resultsDir, { recursive: true, force: true });
  await mkdir(resultsDir, { recursive: true });
  const writer = new FileSystemWriter({ resultsDir });
  for (const result of toResults(pack.evidence)) writer.writeResult(result);
  writer.writeEnvironmentInfo(environmentInfo(pack.evidence));
  writer.writeCategoriesDefinitions(categories);
  await writeFile(join(resultsDir, 'allurerc.json'), `${JSON.stringify(allureConfig(pack.evidence), undefined, 2)}\n`);
  const attached = pack.evidence.claims.flatMap(artifactsOf).filter((one) => isAttached(one) && !pack.missing.has(one.sha256));
  const files = new Map(attached.map((artifact) => [attachmentName(artifact), artifact.sha256]));
  await together([...files], ([name, sha256]) => copyFile(join(pack.dir, 'raw', sha256), join(resultsDir, name)));
  return resultsDir;
}
