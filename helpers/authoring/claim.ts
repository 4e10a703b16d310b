import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from '../../cluster/host/program.ts';
import { UsageError } from '../errors.ts';
import { content } from '../content.ts';
import { meantIds, scaffoldClaim, type WantedClaim } from './claimScaffold.ts';

const usage = `Writes a row of the ledger and a spec for a sentence of a document.

  make claim ID=<id> [QUOTE=<text>] [SECTION=<heading>] [DOC=<file>] [SPEC=<path>] [WORLD=<name>]

  ID       the new claim's id, such as m1-ex4-attacker-blocked: module, exercise, topic; several ids of proposals, separated by commas, or
           a pattern for those that are proposed as claims, such as 'm1-ex4-*'
  QUOTE    a part of the document that stands in it once, word for word; $$ for each $. Not needed for the id of a proposal
  SECTION  a heading above it, where the quote alone stands more than once
  DOC      the document; without it, the one of the id's module
  SPEC     the spec file that is made or appended to; without it, one beside the specs of the exercise
  WORLD    where the claim begins, of fixtures/worlds or beside the spec; without it, plain

The claim is red until its spec says what the quote promises and its row what is expected (docs/writing-a-claim.md).
Exit status: 0 written · 3 usage, and nothing is written of the claim that is named
`;

await runProgram(usage, async () => {
  const wanted = wantedClaim(process.env);
  const ids = await meantIds(content, wanted.id);
  for (const id of ids) {
    const { ledger, spec } = await scaffoldClaim(content, { ...wanted, id });
    for (const { file, line, text } of [ledger, spec]) {
      mkdirSync(dirname(join(content, file)), { recursive: true });
      writeFileSync(join(content, file), text);
      process.stdout.write(`${file}:${line}\n`);
    }
  }
  process.stdout.write(`see it red: make verify CLAIMS=${ids.join(',')}\n`);
  return 0;
});

function wantedClaim(env: NodeJS.ProcessEnv): WantedClaim {
  const { ID: id, QUOTE: quote, SECTION: section, DOC: doc, SPEC: spec, WORLD: world } = env;
  if (!id)
    throw new UsageError(`A claim needs an id, and a quote unless a ledger proposes it: make claim ID=m1-ex4-topic QUOTE='…'`);
  return {
    id,
    quote: quote || undefined,
    section: section || undefined,
    doc: doc || undefined,
    spec: spec || undefined,
    world: world || 'plain',
  };
}
