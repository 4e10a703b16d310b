import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { changeOnce } from './helpers/authoring/changeOnce.ts';
import { shellAllowance } from './specs/meta/shellAllowance.ts';
import { shellStrings } from './helpers/authoring/shellStrings.ts';

/** A spec is three beats in words: what a reader cannot read aloud belongs into the engine. */
const specForm = [
  [
    'IfStatement, ConditionalExpression, SwitchStatement',
    'A spec decides nothing: state what has to be seen, or write two claims.',
  ],
  [
    ':matches(ForStatement, ForInStatement, ForOfStatement, WhileStatement, DoWhileStatement)',
    'A spec repeats nothing: the engine does (converge, spread, capture).',
  ],
  ['TryStatement', 'A spec catches nothing: a failure is a verdict of the engine.'],
  [
    'CallExpression[callee.name=/^(setTimeout|setInterval|sleep|delay|fetch)$/]',
    'A spec waits for nothing and calls nothing by itself: use a reading.',
  ],
  ["CallExpression[callee.name='claim'] > :not(Literal):first-child:not(Identifier)", 'Write the claim id as a string.'],
  [
    'ExpressionStatement > AwaitExpression > CallExpression[callee.property.name="attempt"]',
    'An attempt is judged by the spec: keep what it came to, or write lane.change, which must succeed.',
  ],
  [
    ':matches(Literal[value=/\\bsetsid\\b/], TemplateElement[value.raw=/\\bsetsid\\b/])',
    'A timer outlives its claim and acts in the next run: give the command its undo.',
  ],
  ['ImportExpression', 'A spec imports the engine’s one door: #meshproof.'],
].map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  { ignores: ['reports/out/**', 'node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Kubernetes objects of any kind have no static type: their shape is the API server's
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowAny: true, allowNullish: true }],
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['{cluster,helpers,reports}/**/*.ts'],
    ignores: ['**/*.test.ts', 'cluster/host/yaml.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'yaml',
              importNames: ['parse', 'parseDocument', 'parseAllDocuments', 'Parser', 'Composer', 'Lexer'],
              message: 'YAML comes in by one door, which has bounds: cluster/host/yaml.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['{,docs/example/}specs/**/*.spec.ts'],
    plugins: { meshproof: { rules: { 'change-once': changeOnce, 'shell-strings': shellStrings } } },
    rules: {
      'meshproof/change-once': 'error',
      'meshproof/shell-strings': ['error', shellAllowance],
      'no-restricted-syntax': ['error', ...specForm],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(?!#meshproof$)', message: 'A spec imports the engine’s one door: #meshproof.' }] },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      'max-lines': ['error', { max: 150 }],
    },
  },
  // a pack has its verifier as one file
  {
    files: ['reports/pack/verify-pack.mjs'],
    rules: { 'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['.ci/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
  { files: ['**/*.js', '**/*.mjs', 'reports/web/*.js', 'reports/formats/html/*.js'], ...tseslint.configs.disableTypeChecked },
);
