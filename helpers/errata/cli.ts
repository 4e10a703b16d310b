import { runProgram } from '../../cluster/host/program.ts';
import { content } from '../content.ts';
import { root } from '../root.ts';
import { writeErrata } from './write.ts';

const usage = `Writes what the ledger corrects: each document with every erratum applied, as a text, a patch and suggestions. Needs no cluster.

  make errata [DOC=<file>] [OUT=<folder>] [PACK=<folder>]

  DOC   only this document, by its name
  OUT   the folder that is written to (default: reports/out/errata)
  PACK  the run whose observations are the proof (default: reports/out/latest, if it is about the text as it stands)

For each document: <name>.md is the corrected text, <name>.patch is what \`git apply\` takes at the root, <name>.suggestions.md has one
suggestion for each place with the claims that ask for it and what was observed, <name>.suggestions.json the same for programs. The same
documents, ledger and pack give the same bytes. A document whose errata are applied is verified as corrected: make verify.

Exit status: 0 written · 3 two errata for one line, a ledger that does not fit its document, wrong use: nothing is written
`;

await runProgram(usage, async () => {
  const { DOC: doc, OUT: out, PACK: pack } = process.env;
  process.stdout.write(
    await writeErrata({ root, content, doc: doc || undefined, out: out || undefined, pack: pack || undefined }),
  );
  return 0;
});
