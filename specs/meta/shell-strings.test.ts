import { Linter } from 'eslint';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { shellStrings } from '../../helpers/authoring/shellStrings.ts';
import { root } from '../../helpers/root.ts';
import { shellAllowance } from './shellAllowance.ts';

const linter = new Linter({ cwd: root });

const config: Linter.Config[] = [
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { meshproof: { rules: { 'shell-strings': shellStrings } } },
    rules: { 'meshproof/shell-strings': 'error' },
  },
];

/** What the rule says of a spec file that may hold no program in quotes: a message for each. */
function found(file: string): string[] {
  const messages = linter.verify(readFileSync(join(root, file), 'utf8'), config, { filename: join(root, file) });
  return messages.map(({ messageId, message }) => messageId ?? message);
}

test(
  'the specs hold thirty programs in quotes at most, none too long, and each file as many as it may',
  { timeout: 120_000 },
  () => {
    const messages = globSync('specs/**/*.spec.ts', { cwd: root }).map((file) => [file, found(file)] as const);
    const counts = messages.map(([file, ids]) => [file, ids.filter((id) => id === 'program').length] as const);

    expect(messages.filter(([, ids]) => ids.some((id) => id !== 'program'))).toEqual([]);
    expect(Object.fromEntries(counts.filter(([, count]) => count > 0))).toEqual(shellAllowance);
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(30);
  },
);
