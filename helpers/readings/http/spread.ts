import { randomBytes } from 'node:crypto';
import type { Workload } from '../../lane/workload.ts';
import type { Corroboration, Proof, Reading, Sample } from '../reading.ts';
import { InfrastructureError } from '../../errors.ts';
import { usesOfCall } from '../../uses.ts';
import { curlWorks } from './curlWorks.ts';
import { accessLogOf } from '../logs/accessLog.ts';
import { awaitLogLines, logLines } from '../logs/logLines.ts';

export interface SpreadOptions {
  requests: number;
  /** Instead of the Service's name: one pod, or the ClusterIP. */
  address?: string;
  /** One curl process sends all requests over one connection that is kept open. */
  keptAlive?: boolean;
  /** One curl process sends all requests, each over a connection of its own: for thousands. */
  quick?: boolean;
}

/** One answered request. `name` is the pod's, as the application prints it. */
export interface Answer {
  name: string;
  status: number;
  remoteIp: string;
  /** Connections opened for this request. */
  connects: number;
  /** The name took all the time that there was: no request was sent. */
  unresolved: boolean;
}

interface Taken {
  answers: Answer[];
  nonce: string;
  at: Date;
  ms: number;
  output: string;
}

/** POSIX sh: requests one after the other, until the third without an answer. One that was not sent, for want of an address, is sent then. */
const script = `
count=$1 nonce=$2 url=$3 kept=$4 naming=$5 i=0 failed=0 urls=
while [ $i -lt $count ]; do i=$((i+1)); urls="$urls $url"; done
send() { curl --silent --max-time 5 -A "$nonce" -w '\\nanswer %{http_code} %{remote_ip} %{num_connects} %{errormsg}\\n' "$@"; }
ask() { told=$(send "$1"); exit=$?; case "$told" in *Resolving*) told=$(send "$1"); exit=$? ;; esac; printf "%s\\n" "$told"; return $exit; }
{ if [ "$kept" = 1 ]; then send $urls; elif [ "$kept" = 2 ]; then send -H 'Connection: close' $urls; else for one in $urls; do ask "$one" || failed=$((failed+1)); [ $failed -lt 3 ] || break; done; fi; } |
  sed -n -e "s/.*$naming.*/name \\1/p" -e '/^answer /p'
`;

/**
 * Who answers a row of requests. The parts look at the same row; a part that is asked again sends a new one.
 * After a change, ask for a new Spread.
 */
export class Spread {
  readonly names: Reading<string[]>;
  readonly distinct: Reading<number>;
  readonly remoteIps: Reading<string[]>;
  readonly connections: Reading<number>;
  readonly answered: Reading<number>;
  private latest: Promise<Taken> | undefined;
  private readonly client: Workload;
  private readonly target: Workload;
  private readonly options: SpreadOptions;

  constructor(client: Workload, target: Workload, options: SpreadOptions) {
    this.client = client;
    this.target = target;
    this.options = options;
    this.names = this.part('server names', (answers) => unique(given(answers).map((one) => one.name)));
    this.distinct = this.part(
      'number of different server names',
      (answers) => unique(given(answers).map((one) => one.name)).length,
    );
    this.remoteIps = this.part('remote addresses', (answers) => unique(given(answers).map((one) => one.remoteIp)));
    this.connections = this.part('connections opened', (answers) => answers.reduce((sum, one) => sum + one.connects, 0));
    this.answered = this.part('requests answered', (answers) => answers.filter((one) => one.status === 200).length);
  }

  /** Percent of the requests that the pods of one Deployment answered; not a number where no pod answered some of them. */
  share(of: Workload): Reading<number> {
    return this.part(`percent answered by ${of.name}`, (answers) => shareOf(of.deployment, answers));
  }

  /** Percent of the samples of so many requests in a row that one pod answered alone; not a number where no pod answered some of them. */
  alike(size: number): Reading<number> {
    const alike = this.part(`percent of the samples of ${size} that one pod answered`, (answers) => alikeIn(size, answers));
    return { ...alike, requests: this.options.requests / size };
  }

  private part<T>(what: string, of: (answers: Answer[]) => T): Reading<T> {
    const { requests, keptAlive } = this.options;
    let seen: Promise<Taken> | undefined;
    const row = `${requests} requests${keptAlive ? ' on one connection' : ''} to ${this.url()}`;
    return {
      says: `${what} in ${row}`,
      witness: 'client',
      repeat: 'never',
      blanks: [of([])],
      prove: async ({ like }) => {
        const curl = await curlWorks(this.client);
        return curl.works && seen && isSilent(await seen) ? this.proveSilence(curl, like.length > 0) : curl;
      },
      requests,
      from: this.client.name,
      to: this.target.name,
      command: keptAlive
        ? `curl -s ${this.url()} ${this.url()} …   # ${requests} times`
        : `for i in $(seq 1 ${requests}); do curl -s ${this.url()}; done`,
      take: async (): Promise<Sample<T>> => {
        if (!this.latest || seen === this.latest) this.latest = this.send();
        seen = this.latest;
        const { answers, at, ms, output, nonce } = await this.latest;
        const value = of(answers);
        const artifacts = [{ name: 'answers.txt', content: output, mediaType: 'text/plain' }];
        return {
          value,
          says: `${words(value)} (${tally(answers.map((one) => (one.status > 0 ? one : { name: 'no answer' })))})`,
          at,
          ms,
          nonce,
          artifacts,
          ...(answers.some(({ unresolved }) => unresolved) && {
            unread: `${this.client.name} did not get the address for each request`,
          }),
        };
      },
      corroborate: async () => (seen ? [await this.inLogs(await seen)] : []),
    };
  }

  private url(): string {
    return `http://${this.options.address ?? this.target.service}/`;
  }

  private async send(): Promise<Taken> {
    const { requests, keptAlive, quick } = this.options;
    usesOfCall(this.client, this.target);
    const nonce = `meshproof-${randomBytes(5).toString('hex')}`;
    const at = new Date();
    const started = performance.now();
    const { stdout, stderr } = await this.client.exec([
      'sh',
      '-c',
      script,
      'spread',
      String(requests),
      nonce,
      this.url(),
      keptAlive ? '1' : quick ? '2' : '0',
      this.target.naming,
    ]);
    const output = stdout.toString();
    const answers = parseAnswers(output);
    // a row that was given up is no sample, unless no one answers at all
    if (answers.length !== requests && (answers.length === 0 || given(answers).length > 0))
      throw new InfrastructureError(`${this.client.name} sent ${answers.length} of ${requests} requests: ${stderr.trim()}`);
    return { answers, nonce, at, ms: performance.now() - started, output };
  }

  /** That nobody answers is seen a second time, as a probe's time-out is; of requests that were not sent it says nothing. */
  private async proveSilence(curl: Proof, isWanted: boolean): Promise<Proof> {
    if (isWanted) return { works: false, says: `${this.client.name} got no answer and gave the row up` };
    const again = await this.send();
    return isSilent(again)
      ? { works: true, says: `${curl.says}; ${again.answers.length} more requests got no answer either` }
      : { works: false, says: `${this.client.name} was answered later` };
  }

  /** Each pod's own log holds as many of the requests as the client got answers with its name; a proxy's own answer has none. */
  private async inLogs({ answers, nonce, at }: Taken): Promise<Corroboration> {
    const named = answers.filter(isNamed);
    const log = accessLogOf(this.target);
    const ofRow = (line: string) => log.shows(line, [nonce]);
    let lines = await awaitLogLines(this.target, log.container, at, ofRow, named.length);
    const late = lines.length < named.length ? await log.barrier(at) : undefined;
    if (late) lines = await logLines(this.target, log.container, at, ofRow);
    const seen = tally(lines.map((line) => ({ name: line.split(' ')[0] ?? '' })));
    const agrees = seen === tally(named);
    return {
      witness: log.witness,
      agrees,
      missing: late?.works === false,
      says: `the logs of the pods of ${this.target.name} hold the requests: ${seen || 'none'}${agrees ? '' : `; the client was answered by ${tally(named) || 'none'}`}`,
      artifacts: [{ name: `${this.target.name}.log`, content: lines.join('\n'), mediaType: 'text/plain' }],
    };
  }
}

const nameless = 'unnamed';

/** The script's lines: `name …` where the page had one, then `answer <status> <remote address> <connections> <curl's error>`. */
export function parseAnswers(output: string): Answer[] {
  const answers: Answer[] = [];
  let name = nameless;
  for (const line of output.split('\n')) {
    const [kind, first = '', second = '', third = '', ...error] = line.split(' ');
    if (kind === 'name') name = first;
    if (kind !== 'answer') continue;
    answers.push({
      name,
      status: Number(first),
      remoteIp: second,
      connects: Number(third),
      unresolved: error.includes('Resolving'),
    });
    name = nameless;
  }
  return answers;
}

const isSilent = ({ answers }: Taken) => given(answers).length === 0;
const isNamed = ({ name }: Answer) => name !== nameless;

export function shareOf(deployment: string, answers: Answer[]): number {
  if (!answers.every(isNamed)) return NaN;
  const own = answers.filter((one) => one.status === 200 && one.name.startsWith(`${deployment}-`));
  return Math.round((10_000 * own.length) / answers.length) / 100;
}

export function alikeIn(size: number, answers: Answer[]): number {
  if (!answers.every(isNamed)) return NaN;
  const samples = Math.floor(answers.length / size);
  const alike = Array.from({ length: samples }, (_, index) => answers.slice(index * size, (index + 1) * size)).filter(
    (sample) => new Set(sample.map(({ name }) => name)).size === 1,
  );
  return Math.round((10_000 * alike.length) / samples) / 100;
}

/** A request that nobody answered has no name, no address and no line in a log. */
function given(answers: Answer[]): Answer[] {
  return answers.filter((one) => one.status > 0);
}

function tally(answers: { name: string }[]): string {
  const counts = new Map<string, number>();
  for (const { name } of answers) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ×${count}`)
    .join(', ');
}

function words(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
