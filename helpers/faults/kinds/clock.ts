import { execa } from 'execa';
import type { Of } from '../fault.ts';
import { InfrastructureError } from '../../errors.ts';
import { mustShow, type Stage } from '../stage.ts';

/** Seconds after which the clock goes back by itself, should this program be gone. */
const guard = 60;

/** POSIX sh and date(1): ahead by $1 seconds, and back after $2 or by SIGTERM. sleep(1) goes by no wall clock. */
const script = `back() { trap '' TERM; date --set="-$1 seconds"; kill "$2" 2>/dev/null; exit; }
trap 'back "$1" "$sleeping"' TERM
date --set="+$1 seconds" || exit 1
sleep "$2" & sleeping=$!
wait "$sleeping"
back "$1" "$sleeping"`;

/** Milliseconds of the wall clock ahead of one that nobody sets. */
const ahead = () => Date.now() - performance.now();

/** Sets the machine's clock ahead, for nodes as well: the kernel has one for all. It comes back within milliseconds of what it was. */
export async function jumpClock({ seconds }: Of<'clock'>, stage: Stage): Promise<string> {
  const { holds = 0, undo } = stage;
  const before = ahead();
  const off = () => (ahead() - before) / 1000;
  // not ended with this process: the clock must come back
  const jumping = execa('sh', ['-c', script, 'sh', String(seconds), String(holds + guard)], {
    detached: true,
    stdio: 'ignore',
    reject: false,
    forceKillAfterDelay: false,
  });
  undo.defer(async () => {
    jumping.kill('SIGTERM');
    await jumping;
    if (Math.abs(off()) > 1)
      throw new InfrastructureError(`The clock is off by ${off().toFixed(1)} s after the fault.`, {
        remedy: 'Set the clock of this machine (date --set), then try again.',
      });
  });
  await mustShow(stage, `the clock has jumped by ${seconds} s`, () => off() > seconds - 1);
  return `the clock is ahead by ${off().toFixed(1)} s`;
}
