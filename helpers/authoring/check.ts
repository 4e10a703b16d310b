import { runProgram } from '../../cluster/host/program.ts';
import { content } from '../content.ts';
import { runCommand } from '../ledger/commands.ts';
import { LedgerError } from '../ledger/errors.ts';
import { typeProblems } from './specTypes.ts';

const usage = `Checks a content folder without a cluster: the types of its specs, and that ledgers, documents and specs fit each other.

  make check CONTENT=<folder>

Exit status: 0 all is well, and how much of each document is covered · 3 what does not fit, each with its file, line and remedy
`;

await runProgram(usage, async () => {
  const problems = typeProblems(content);
  if (problems.length > 0) throw new LedgerError(problems);
  console.log(await runCommand(['check', '--root', content]));
  return 0;
});
