import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../cluster/host/program.ts';
import { root } from '../root.ts';
import { filesOf, firstLineOf, jsonSchemaOf, yamlKinds } from './yamlKinds.ts';

const usage = `Writes the JSON Schema of every kind of YAML file, and names it in the first line of each such file.

  make schemas

An editor with the YAML language server then completes, explains and checks ledgers, worlds, mutants, sets and corrections.
Exit status: 0 written · 2 a file cannot be written
`;

await runProgram(usage, () => {
  for (const kind of yamlKinds) {
    writeFileSync(join(root, kind.schemaFile), jsonSchemaOf(kind));
    const files = filesOf(kind);
    for (const file of files) nameSchema(file, firstLineOf(kind, file));
    process.stdout.write(`${kind.schemaFile}: named by ${files.length} ${files.length === 1 ? 'file' : 'files'}\n`);
  }
  return 0;
});

function nameSchema(file: string, firstLine: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  const rest = text.replace(/^# yaml-language-server: .*\n/, '');
  if (text !== `${firstLine}\n${rest}`) writeFileSync(join(root, file), `${firstLine}\n${rest}`);
}
