import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Format } from '../../pack/format.ts';
import type { Pack } from '../../pack/load.ts';
import { assessmentPlan } from './plan.ts';
import { emptiness } from './refuse.ts';
import { assessmentResults } from './results.ts';

/**
 * Replaces `<pack>/oscal` by both documents.
 *
 * @throws {Error} where a document would have an empty value or a placeholder
 */
export async function writeOscal(pack: Pack): Promise<void> {
  const dir = join(pack.dir, 'oscal');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
  for (const [name, document] of Object.entries({
    'assessment-plan.json': assessmentPlan(pack),
    'assessment-results.json': assessmentResults(pack),
  })) {
    const empty = emptiness(document);
    if (empty.length > 0)
      throw new Error(
        `oscal/${name} would have ${empty.length} empty values or placeholders: ${empty.slice(0, 3).join('; ')}. Correct the evidence or reports/formats/oscal.`,
      );
    await writeFile(join(dir, name), `${JSON.stringify(document, undefined, 1)}\n`);
  }
}

export const oscal: Format = {
  name: 'OSCAL',
  file: 'oscal/assessment-results.json',
  says: 'An observation for each measured claim and a finding for each control that claims support, with the plan: for auditors.',
  write: writeOscal,
};
