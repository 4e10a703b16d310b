import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import { firstWorldOf, runPlan } from '../evidence/runPlan.ts';
import { readWorld } from '../lane/worldFile.ts';
import { root } from '../root.ts';

/**
 * Spec files without a mesh first, then those with one: a worker's lane then changes between the two once, and its pods with it. With a seed
 * in the plan their order is that seed's: no verdict may hang on what was in a lane before.
 */
export class WorldsInOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = files.filter((file) => !file.moduleId.endsWith('.spec.ts'));
    const specs = files.filter((file) => file.moduleId.endsWith('.spec.ts'));
    const keyed = await Promise.all(specs.map(async (file) => ({ file, key: await keyOf(file.moduleId) })));
    return [...(await super.sort(others)), ...keyed.sort((a, b) => a.key.localeCompare(b.key)).map(({ file }) => file)];
  }
}

/** `0` or `1` for injection, then the first world's name, then the path: equal worlds follow each other. */
async function keyOf(specFile: string): Promise<string> {
  const plan = await runPlan();
  if (plan.shuffle)
    return createHash('sha256')
      .update(`${plan.shuffle} ${relative(root, specFile)}`)
      .digest('hex');
  const name = firstWorldOf(plan, specFile);
  const injection = name !== undefined && (await readWorld(name, specFile)).injection;
  return `${Number(injection)} ${name ?? ''} ${specFile}`;
}
