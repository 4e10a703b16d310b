import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { expectedFile, expectedOfSuitesSchema } from '../evidence/expectedOfSuites.ts';
import { ledgerSchema } from '../ledger/schema.ts';
import { setSchema } from '../ledger/sets.ts';
import { worldSchema } from '../lane/worldFile.ts';
import { mutantSchema } from '../mutants/mutantFile.ts';
import { root } from '../root.ts';
import { correctionsSchema } from '../walkthrough/corrections.ts';

/** A kind of YAML file that people write by hand. */
export interface YamlKind {
  name: string;
  schema: z.ZodType;
  /** Where its JSON Schema is, relative to the root. */
  schemaFile: string;
  /** Its files, as globs relative to the root. */
  files: string[];
}

/** The checkout, and the example of a content folder in it. */
const folders = '{,docs/example/}';

/** Every kind of YAML of ours. Kubernetes manifests are not in it: their schema is the API server's. */
export const yamlKinds: YamlKind[] = [
  {
    name: 'ledger',
    schema: ledgerSchema,
    schemaFile: 'specs/claims/ledger.schema.json',
    files: [`${folders}specs/claims/*.yaml`],
  },
  {
    name: 'world',
    schema: worldSchema,
    schemaFile: 'fixtures/worlds/world.schema.json',
    files: ['fixtures/worlds/*.yaml', `${folders}specs/**/*.world.yaml`],
  },
  { name: 'mutant', schema: mutantSchema, schemaFile: 'fixtures/mutants/mutant.schema.json', files: ['fixtures/mutants/*.yaml'] },
  { name: 'set', schema: setSchema, schemaFile: 'fixtures/sets/set.schema.json', files: ['fixtures/sets/*.yaml'] },
  {
    name: 'corrections',
    schema: correctionsSchema,
    schemaFile: 'fixtures/corrections/corrections.schema.json',
    files: [`${folders}fixtures/corrections/*.yaml`],
  },
  {
    name: 'expected',
    schema: expectedOfSuitesSchema,
    schemaFile: 'fixtures/fidelity/expected.schema.json',
    files: [expectedFile],
  },
];

/** The kind's JSON Schema as its file has it. What a default fills in may be left out. */
export function jsonSchemaOf({ schema }: YamlKind): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2)}\n`;
}

/** The files of a kind, relative to the root. */
export function filesOf({ files }: YamlKind): string[] {
  return globSync(files, { cwd: root }).sort();
}

/** The first line of a file of the kind, by which an editor with the YAML language server finds the schema. */
export function firstLineOf({ schemaFile }: YamlKind, file: string): string {
  const path = relative(dirname(join(root, file)), join(root, schemaFile));
  return `# yaml-language-server: $schema=${path.startsWith('.') ? path : `./${path}`}`;
}
