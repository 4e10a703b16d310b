import { runProgram } from '../../cluster/host/program.ts';
import { readOptions, usage } from './options.ts';
import { walkthrough } from './walkthrough.ts';

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.stderr.write(stopped.signal.aborted ? 'already stopping\n' : 'stopping: what the walk made is removed\n');
    stopped.abort();
  });
}
await runProgram(usage, () => walkthrough(readOptions(), stopped.signal));
