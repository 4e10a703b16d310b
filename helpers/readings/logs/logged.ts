import type { Workload } from '../../lane/workload.ts';
import { reading, type Reading } from '../reading.ts';
import { times } from '../../times.ts';
import { logBarrier } from './logBarrier.ts';
import { logLines } from './logLines.ts';

/** How many lines of the application's logs, in all pods of a workload and the last ten minutes, hold a text. */
export function logged(workload: Workload, text: string): Reading<number> {
  const count = async () => {
    const since = new Date(Date.now() - times.lookBack);
    return (await logLines(workload, 'app', since, (line) => line.includes(text))).length;
  };
  return reading(`lines with "${text}" in the log of ${workload.name}`, 'app-log', count, {
    blanks: [0],
    prove: async ({ value }) => {
      const { works, says } = await logBarrier(workload);
      const now = works ? await count() : value;
      return now === value ? { works, says } : { works: false, says: `${says}, and ${now} lines by then` };
    },
  });
}
