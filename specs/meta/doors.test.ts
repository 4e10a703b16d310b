import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../helpers/root.ts';

const sources = globSync('{cluster,helpers,reports}/**/*.ts', { cwd: root }).filter(
  (file) => !/\.test\.ts$|(^|\/)testing(\/|\.ts$)/.test(file),
);

const withMatch = (
  pattern: RegExp,
  text: (file: string) => string = (file) => readFileSync(join(root, file), 'utf8'),
): string[] => sources.filter((file) => pattern.test(text(file)));

/** Whatever opens a pack's records without the bounds of helpers/evidence/packFiles.ts. */
const unbounded = /(readFile(Sync)?|createReadStream)\(\s*(join\([^)]*)?['"`/]?[^)]*(evidence\.json|journal\.jsonl)/;

/** A shell or a terminal that is started, with the lines that say how. */
const shell = /(execa|runApart|spawn)\(\s*('timeout',\s*\[[^\]]*)?'bash'[^;]*/g;

test('a pack’s records are read by their one door', () => {
  expect(withMatch(unbounded)).toEqual([]);
  expect(unbounded.test("await readFile(join(pack, 'evidence.json'), 'utf8')")).toBe(true);
});

test('each shell of a document’s commands has the variables that are named, and no others', () => {
  const started = sources.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(shell)].map(([call]) => ({ file, call })),
  );
  expect(new Set(started.map(({ file }) => file))).toEqual(
    new Set([
      'helpers/readings/command/shell.ts',
      'helpers/readings/command/terminal.ts',
      'helpers/readings/command/undo.ts',
      'helpers/walkthrough/setUp.ts',
    ]),
  );
  for (const { file, call } of started)
    if (call.includes('spawn(')) expect(call, file).toMatch(/env: \{ \.\.\.variables/);
    else expect(call, file).toContain('extendEnv: false');
});
