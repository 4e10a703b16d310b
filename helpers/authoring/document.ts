import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from '../../cluster/host/program.ts';
import { UsageError } from '../errors.ts';
import { asked } from '../ledger/commands.ts';
import { content } from '../content.ts';
import { proposeRows } from './proposeRows.ts';

const usage = `Starts a document's ledger, with a proposal for each sentence and command that a person then decides.

  make document FILE=<path> [PREFIX=<prefix>] [CONTENT=<folder>] [ACCEPT=ask|all]

  FILE    a Markdown file, by its path from the content folder
  PREFIX  what the ids of its claims begin with, such as m3; needed once, when the ledger is started
  ACCEPT  ask: asks of each passage that is proposed as editorial, and lists it so; all: lists all of them

Once more on a document with a ledger, it leaves every decided row alone and proposes what is new (docs/writing-a-claim.md).
Exit status: 0 written · 3 usage, and nothing is written
`;

await runProgram(usage, async () => {
  const { FILE: file, PREFIX: prefix, ACCEPT: accept } = process.env;
  if (!file) throw new UsageError('FILE is missing: make document FILE=docs/page.md PREFIX=m3');
  const answer = accept === 'all' ? () => Promise.resolve(true) : accept === 'ask' ? asked : undefined;
  const { files, told } = await proposeRows(content, { file, prefix: prefix || undefined }, answer);
  for (const one of files) {
    mkdirSync(dirname(join(content, one.file)), { recursive: true });
    writeFileSync(join(content, one.file), one.text);
  }
  process.stdout.write(`${told}\n`);
  return 0;
});
