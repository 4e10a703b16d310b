import type { CommandOutcome } from '../readings/command/command.ts';
import { inWords, type Reading } from '../readings/reading.ts';
import type { ClaimRun } from './claimRun.ts';
import type { Judged } from './ruling.ts';

/**
 * A command whose curl gave up waiting: exit status 28, or 000 where it prints the status of an answer that never came (curl(1)). `value` is
 * its outcome, or what was taken from its output.
 */
export function timedOut(value: unknown): boolean {
  if (!isOutcome(value)) return /"000"/.test(inWords(value));
  return value.exit === 28 || /curl: \(28\)|(^|\s)000(\s|$)/.test(`${value.stdout}\n${value.stderr}`);
}

function isOutcome(value: unknown): value is CommandOutcome {
  return typeof value === 'object' && value !== null && 'exit' in value && 'stdout' in value;
}

/**
 * At the end of a beat in which a command ran into a time-out: each destination that answered in the beat is asked once more. A starved
 * client, a dead server and a cut network give time-outs too.
 */
export async function othersAnswer(run: ClaimRun, assertion: Judged, reading: Reading<CommandOutcome>): Promise<void> {
  const sightings = run.sightingsOfBeat;
  const answer = await Promise.all(sightings.map((again) => again()));
  const agrees = answer.length > 0 && answer.every(Boolean);
  run.corroborated(assertion, reading, {
    witness: 'client',
    agrees,
    missing: true,
    says: agrees
      ? `after the time-out ${answer.length} that had answered in this beat answered again`
      : answer.length === 0
        ? 'nothing was seen to answer in this beat, so a time-out says nothing'
        : `after the time-out ${answer.filter((one) => !one).length} of ${answer.length} that had answered in this beat did not answer again`,
  });
}
