import type { Workload } from '../../lane/workload.ts';
import { reading, type Reading } from '../reading.ts';
import { times } from '../../times.ts';
import { logLines } from './logLines.ts';

/** How many lines of the application's logs, in all pods of a workload and the last ten minutes, hold a text. */
export function logged(workload: Workload, text: string): Reading<number> {
  return reading(`lines with "${text}" in the log of ${workload.name}`, 'app-log', async () => {
    const since = new Date(Date.now() - times.lookBack);
    return (await logLines(workload, 'app', since, (line) => line.includes(text))).length;
  });
}
