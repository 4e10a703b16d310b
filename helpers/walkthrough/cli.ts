import { ClusterError } from '../../cluster/host/errors.ts';
import { InfrastructureError, messageOf, UsageError } from '../errors.ts';
import { readOptions, usage } from './options.ts';
import { walkthrough } from './walkthrough.ts';

if (process.argv.includes('--help')) {
  process.stdout.write(usage);
} else {
  const stopped = new AbortController();
  const stop = () => {
    process.stderr.write(stopped.signal.aborted ? 'already stopping\n' : 'stopping: what the walk made is removed\n');
    stopped.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    process.exitCode = await walkthrough(readOptions(), stopped.signal);
  } catch (error) {
    const known = error instanceof UsageError || error instanceof InfrastructureError || error instanceof ClusterError;
    if (error instanceof ClusterError && error.remedy) error.message += `\nWhat to do: ${error.remedy}`;
    process.stderr.write(`${known ? messageOf(error) : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? 3 : 2;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
