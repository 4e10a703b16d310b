import { Inconclusive } from '../../errors.ts';
import { failing } from '../../failure.ts';
import { start } from '../../kube/exec.ts';
import { appContainer } from '../../kube/pods.ts';
import { times } from '../../times.ts';
import { pause, until } from '../../waiting.ts';
import type { Reading } from '../reading.ts';
import { curlWorks } from './curlWorks.ts';
import type { HttpProbe } from './httpProbe.ts';

const perSecond = 100;

/** POSIX sh: one curl calls all the time, each time on a connection of its own, and says how each call ended. Arguments: rate, URL, method. */
export const steadyScript = `
exec 3<&0
curl --silent --rate "$1" --request "$3" --max-time 2 --header 'Connection: close' --output /dev/null \\
  --write-out '%{stderr}%{http_code} %{exitcode}\\n' "$2" 3<&- & client=$!
( cat <&3; kill $client ) >/dev/null 2>&1 &
wait $client
exit 0
`;

/** What became of calls that went on while something else happened. */
export interface SteadyCalls {
  made: Reading<number>;
  /** Those that were not answered with the status that was expected. */
  lost: Reading<number>;
  /** Those that were answered with this status. */
  answered: (status: number) => Reading<number>;
  /** Seconds from the end of what happened to the last answer with the status that was expected; negative where that came before. */
  lastAnswer: Reading<number>;
}

export interface SteadyOptions {
  /** With which the calls are answered before anything happens. */
  status?: number;
  /** For how many seconds the calls go on after it. */
  afterwards?: number;
}

/** A call that has ended: `200 0` is status 200 and curl's own 0. */
interface Call {
  way: string;
  at: number;
}

/**
 * Calls all the time while `work` is under way, from the first answer on, and for a while after its end.
 *
 * @throws {Inconclusive} where there was no call, or no answer before the work began
 */
export async function callsDuring<T>(
  probe: HttpProbe,
  work: () => Promise<T>,
  { status = 200, afterwards = times.afterwards / 1000 }: SteadyOptions = {},
): Promise<{ came: T; calls: SteadyCalls }> {
  const { client, request } = probe;
  probe.noteUse();
  const pod = await client.pod();
  const at = { namespace: client.namespace, pod: pod.metadata?.name ?? '', container: appContainer(pod) };
  const calls: Call[] = [];
  let rest = '';
  const onStderr = (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    calls.push(...lines.filter((line) => /^\d{3} \d+$/.test(line)).map((way) => ({ way, at: performance.now() })));
  };
  const script = ['sh', '-c', steadyScript, 'calls', `${perSecond}/s`, `${request.url}?[1-1000000]`, request.method ?? 'GET'];
  const running = await start(at, script, { onStderr });
  try {
    const answers = async () => calls.some(({ way }) => way === `${status} 0`) || 'no answer yet';
    await until(`the first answer to ${probe.says}`, times.listening, answers);
    const came = await work();
    const end = performance.now();
    await pause(afterwards * 1000);
    return { came, calls: view(probe, calls, end, status) };
  } finally {
    running.stop();
    await running.done.catch(() => undefined);
  }
}

/** How many calls ended in which way: `200 0` is status 200 and curl's own 0. */
export function ended(output: string): Map<string, number> {
  const ways = new Map<string, number>();
  for (const [way] of output.matchAll(/^\d{3} \d+$/gm)) ways.set(way, (ways.get(way) ?? 0) + 1);
  return ways;
}

function view(probe: HttpProbe, calls: Call[], end: number, status: number): SteadyCalls {
  const ways = ended(calls.map(({ way }) => way).join('\n'));
  const made = calls.length;
  const expected = calls.filter(({ way }) => way === `${status} 0`);
  const others = [...ways].filter(([way]) => way !== `${status} 0`);
  const lost = others.reduce((sum, [, count]) => sum + count, 0);
  const how = others.map(([way, count]) => `${wordsOf(way)} ×${count}`).join(', ');
  const at = new Date();
  const seconds = Math.round(((expected.at(-1)?.at ?? NaN) - end) / 100) / 10;
  const given = (what: string, value: number, says: string): Reading<number> => ({
    says: `${what} of the calls of ${probe.says}, ${perSecond} a second, meanwhile`,
    witness: 'client',
    repeat: 'recorded',
    from: probe.client.name,
    to: probe.target?.name,
    command: `curl --rate ${perSecond}/s --request ${probe.request.method ?? 'GET'} --max-time 2 --header 'Connection: close' ${probe.request.url}`,
    requests: made,
    blanks: [0],
    prove: () => curlWorks(probe.client),
    take: async () => {
      if (failing()) throw new Inconclusive(`${probe.says}: calls cannot be made again`);
      return { value, says, at, ms: 0 };
    },
  });
  return {
    made: given('number', made, `${made}`),
    answered: (wanted) =>
      given(`answered with ${wanted}`, ways.get(`${wanted} 0`) ?? 0, `${ways.get(`${wanted} 0`) ?? 0} of ${made}`),
    lastAnswer: given(`seconds to the last ${status}`, seconds, `${seconds} s, of ${expected.length} with ${status}`),
    lost: given('lost', lost, `${lost} of ${made}${how ? ` (${how})` : ''}`),
  };
}

const wordsOf = (way: string) => (way.startsWith('000 ') ? `no answer, curl ${way.slice(4)}` : `status ${way.slice(0, 3)}`);
