import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import { firstWorldOf, runPlan } from '../evidence/runPlan.ts';
import { readWorld } from '../lane/worldFile.ts';
import { content } from '../content.ts';

/**
 * Files that take longest first, because a run ends with its last file. Then those without a mesh, then those with one: a worker's lane then
 * changes between the two once, and its pods with it. With a seed in the plan their order is that seed's: no verdict may hang on what was in
 * a lane before.
 */
export class WorldsInOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = files.filter((file) => !file.moduleId.endsWith('.spec.ts'));
    const specs = files.filter((file) => file.moduleId.endsWith('.spec.ts'));
    const keyed = await Promise.all(specs.map(async (file) => ({ file, key: await keyOf(file.moduleId) })));
    return [...(await super.sort(others)), ...keyed.sort((a, b) => a.key.localeCompare(b.key)).map(({ file }) => file)];
  }
}

async function keyOf(specFile: string): Promise<string> {
  const plan = await runPlan();
  const file = relative(content, specFile);
  if (plan.shuffle) return shuffled(file, plan.shuffle);
  const world = firstWorldOf(plan, specFile);
  const injection = world !== undefined && (await readWorld(world, specFile)).injection;
  return inOrder(file, { injection, world });
}

/** `0` for a file that takes long (`<name>.long.spec.ts`), `1` for any other. */
const byLength = (file: string): string => (file.endsWith('.long.spec.ts') ? '0' : '1');

/** By length, then as the seed has it. */
export const shuffled = (file: string, seed: string): string =>
  `${byLength(file)} ${createHash('sha256').update(`${seed} ${file}`).digest('hex')}`;

/** By length, then `0` or `1` for injection, then the first world's name, then the path: equal worlds follow each other. */
export const inOrder = (file: string, { injection, world = '' }: { injection: boolean; world: string | undefined }): string =>
  `${byLength(file)} ${Number(injection)} ${world} ${file}`;
