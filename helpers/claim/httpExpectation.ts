import { Inconclusive } from '../errors.ts';
import { times } from '../times.ts';
import { answered, steadily, type Converged } from '../readings/converge.ts';
import { deniedByProxy } from '../readings/logs/denial.ts';
import { accessLogOf } from '../readings/logs/accessLog.ts';
import { logLines, awaitLogLines } from '../readings/logs/logLines.ts';
import { unreadWhere, type Corroboration, type Reading, type Sample } from '../readings/reading.ts';
import { enoughToMeet } from '../readings/statistics.ts';
import { pause } from '../waiting.ts';
import type { Workload } from '../lane/workload.ts';
import type { HttpProbe } from '../readings/http/httpProbe.ts';
import { holds, undecided } from '../readings/http/bodyText.ts';
import { refusalOf, type HttpOutcome, type Refusal } from '../readings/http/refusal.ts';
import { judge, type Beat, type Matcher } from './judge.ts';
import type { ClaimRun } from './claimRun.ts';
import type { Judged } from './ruling.ts';

const unresolved: Refusal[] = ['dns', 'dns-timeout'];
const timeOuts: Refusal[] = ['dns-timeout', 'timeout', 'silence'];
/** Nobody answered in the time that curl was given. */
const late = (outcome: HttpOutcome) => timeOuts.includes(refusalOf(outcome) ?? 'other');

/** What can be said of a request. Every statement is checked at the other end too. */
export class HttpExpectation {
  private readonly run: ClaimRun;
  private readonly beat: Beat;
  private readonly name: string;
  private readonly probe: HttpProbe;

  constructor(run: ClaimRun, beat: Beat, name: string, probe: HttpProbe) {
    this.run = run;
    this.beat = beat;
    this.name = name;
    this.probe = probe;
  }

  /** The workload's own application answered: its log holds the request with this status. */
  toReach(target: Workload, { status = 200, body }: { status?: number; body?: string | RegExp } = {}): Promise<void> {
    return this.judgeAnswer(body, {
      says: `${status} from the application of ${target.name}${body ? ` with ${String(body)} in the body` : ''}`,
      agrees: (outcome) => outcome.status === status && refusalOf(outcome) !== 'http-403',
      late,
      corroborate: (settled) => this.seenByApplication(settled, target, status),
    });
  }

  /** Any answer with this status, from a target whose logs are not ours to read. */
  toAnswer({
    status,
    body,
    header,
  }: {
    status: number;
    body?: string | RegExp;
    header?: [string, string | RegExp];
  }): Promise<void> {
    return this.judgeAnswer(body, {
      says: `status ${status}${body ? ` with ${String(body)} in the body` : ''}${header ? ` and ${header[0]}: ${String(header[1])}` : ''}`,
      agrees: (outcome) =>
        outcome.status === status && (header === undefined || holds((outcome.headers[header[0]] ?? []).join(', '), header[1])),
      late,
      corroborate: () => {
        this.run.sighted(this.probe.says, () => this.answersAgain(status));
        return Promise.resolve([]);
      },
    });
  }

  /**
   * Refused in exactly this way, steadily, and without reaching the application. A bare time-out counts only with the
   * kernel's retransmissions and with a request to the same target that was answered in the same beat.
   */
  toBeRefused({ how, by }: { how: Refusal; by?: Workload }): Promise<void> {
    return this.judge({
      says: `refused by ${how}${by ? `, by the proxy of ${by.name}` : ''}`,
      agrees: (outcome) => refusalOf(outcome) === how,
      stays: true,
      saysNothing: unsent(how),
      corroborate: async (settled, assertion) => {
        this.run.later(() => this.stays(how, assertion));
        if (how === 'timeout' && !this.probe.target)
          throw new Error('a bare time-out of a plain URL proves nothing: name the workload it is asked of');
        if (this.probe.target && !unresolved.includes(how))
          this.run.later(() => this.refusedByEveryReplica(this.probe.target as Workload, how, assertion));
        if (this.probe.target)
          this.run.later(() => this.unseenByApplication(settled, this.probe.target as Workload, how, assertion));
        if (by)
          this.run.later(async () =>
            this.run.corroborated(assertion, this.probe, await deniedByProxy(settled.deciding, by, how)),
          );
        return how === 'timeout' ? [this.unansweredByKernel()] : [];
      },
    });
  }

  /** Answered with 403 by the target's proxy: an AuthorizationPolicy. */
  toBeDeniedBy(proxyOf: Workload): Promise<void> {
    return this.toBeRefused({ how: 'http-403', by: proxyOf });
  }

  /** Reset by the target's proxy, which takes no plaintext: STRICT mutual TLS. */
  toBeRefusedAsPlaintextBy(proxyOf: Workload): Promise<void> {
    return this.toBeRefused({ how: 'reset', by: proxyOf });
  }

  /** Left without any answer, as a NetworkPolicy does that drops packets. */
  toBeDropped(): Promise<void> {
    return this.toBeRefused({ how: 'timeout' });
  }

  private judge(matcher: Matcher<HttpOutcome>, reading: Reading<HttpOutcome> = this.probe): Promise<void> {
    return judge(this.run, this.beat, this.name, reading, matcher);
  }

  /** An answer that is otherwise as expected, and whose body has to hold something. */
  private judgeAnswer(body: string | RegExp | undefined, matcher: Matcher<HttpOutcome>): Promise<void> {
    if (body === undefined) return this.judge(matcher);
    const agrees = (outcome: HttpOutcome) => matcher.agrees(outcome) && holds(outcome.body, body);
    const unread = (outcome: HttpOutcome) => (matcher.agrees(outcome) ? undecided(outcome, body) : undefined);
    return this.judge({ ...matcher, agrees }, unreadWhere(this.probe, unread));
  }

  private async seenByApplication(settled: Converged<HttpOutcome>, target: Workload, status: number): Promise<Corroboration[]> {
    const nonces = noncesOf(settled);
    const since = firstAt(settled);
    const log = accessLogOf(target);
    let lines = await awaitLogLines(target, log.container, since, (line) => log.shows(line, nonces), nonces.length);
    const late = lines.length < nonces.length ? await log.barrier(since) : undefined;
    if (late) lines = await logLines(target, log.container, since, (line) => log.shows(line, nonces));
    const agrees = nonces.every((nonce) => lines.some((line) => log.shows(line, [nonce], status)));
    if (agrees) this.run.sighted(keyOf(target), () => this.answersAgain(status));
    return [
      {
        witness: log.witness,
        agrees,
        says: agrees
          ? `the log of ${target.name} holds the ${nonces.length} requests with ${status}`
          : `the client saw ${status}, but the log of ${target.name} lacks the request${late ? `; ${late.says}` : ''}`,
        missing: late?.works === false,
        artifacts: [{ name: `${target.name}.log`, content: lines.join('\n'), mediaType: 'text/plain' }],
      },
    ];
  }

  /** One answer is enough; a drained connection may first give that of a rule which is gone (docs/decisions/0010). */
  private async answersAgain(status: number): Promise<boolean> {
    if ((await this.probe.take()).value.status === status) return true;
    const left = this.run.changeTimes.drainsIn;
    if (left === 0) return false;
    for await (const { value } of this.probe.stream(left)) if (value.status === status) return true;
    return false;
  }

  private unansweredByKernel(): Corroboration {
    const again = this.probe.synRetransmissions();
    if (again === undefined)
      throw new Inconclusive(`the kernel counters of ${this.probe.client.name} could not be read after the burst`);
    return {
      witness: 'kernel-counter',
      agrees: again > 0,
      says: `the kernel of ${this.probe.client.name} sent SYN again ${again} times (TcpExt TCPSynRetrans)`,
    };
  }

  /** A log without a request says something only where the same search found another request in this beat and a line that was written later.
   * Silence says something only where somebody is answered afterwards. */
  private async unseenByApplication(
    settled: Converged<HttpOutcome>,
    target: Workload,
    how: Refusal,
    assertion: Judged,
  ): Promise<void> {
    const nonces = noncesOf(settled);
    const sighting = this.run.sightingOf(keyOf(target));
    // a target that died before the refused requests would refuse them too
    const alive = sighting !== undefined && (how !== 'timeout' || (await sighting()));
    const log = accessLogOf(target);
    const barrier = alive ? await log.barrier(firstAt(settled)) : undefined;
    const lines = await logLines(target, log.container, firstAt(settled), (line) => log.shows(line, nonces));
    if (lines.length === 0 && !alive && how !== 'timeout') return;
    this.run.corroborated(assertion, this.probe, {
      witness: log.witness,
      agrees: lines.length === 0 && alive && barrier?.works !== false,
      missing: lines.length === 0 && (!alive || barrier?.works === false),
      says:
        lines.length > 0
          ? `refused by ${how} at the client, yet the application of ${target.name} saw the request`
          : alive
            ? `the log of ${target.name} lacks the refused requests and holds the allowed ones; ${barrier?.says}`
            : `a bare time-out: nothing showed in this beat that ${target.name} was answering anybody`,
    });
  }

  /**
   * A Service hides a replica that refuses nobody: four requests to three pods miss it in one run of five. A NetworkPolicy stands before
   * each pod's address; whatever else refuses is asked so often that chance misses no pod.
   */
  private async refusedByEveryReplica(target: Workload, how: Refusal, assertion: Judged): Promise<void> {
    const addresses = (await target.pods()).map((pod) => String(pod.status?.podIP));
    if (addresses.length < 2) return;
    const mute = unsent(how);
    const ask = async (): Promise<Sample<HttpOutcome>[]> =>
      how === 'timeout'
        ? Promise.all(addresses.map((address) => this.probe.past(address).take()))
        : this.sent(enoughToMeet(addresses.length), mute);
    const refused = ({ value }: Sample<HttpOutcome>) => refusalOf(value) === how;
    const drains = this.run.changeTimes.drainsIn;
    let samples = await ask();
    if (drains > 0 && !samples.every(refused)) {
      await pause(drains);
      samples = await ask();
    }
    const odds = samples.filter((one) => !refused(one));
    const odd = odds.find(({ value }) => !mute(value)) ?? odds[0];
    this.run.corroborated(assertion, this.probe, {
      witness: 'client',
      agrees: odd === undefined,
      missing: odd !== undefined && mute(odd.value),
      says: odd
        ? `of ${addresses.length} replicas of ${target.name} not each refuses: ${odd.says}`
        : `each of ${addresses.length} replicas of ${target.name} refuses (${samples.length} requests)`,
    });
  }

  /** So many requests in a row; those that were not sent are sent then, once. */
  private async sent(count: number, mute: (outcome: HttpOutcome) => boolean): Promise<Sample<HttpOutcome>[]> {
    const row = await this.probe.row(count);
    const sent = row.filter(({ value }) => !mute(value));
    return sent.length === count ? sent : [...sent, ...(await this.probe.row(count - sent.length))];
  }

  /**
   * The refusal stands to the end of the beat. Connections from before the change keep their old answer while a proxy drains them, so one
   * that comes back is no flap yet: the refusal then has to hold for 3 s within the drain time, and the record says what came between.
   */
  private async stays(how: Refusal, assertion: Judged): Promise<void> {
    const refused = (outcome: HttpOutcome) => refusalOf(outcome) === how;
    const again = await this.probe.take();
    if (refused(again.value)) return;
    const drains = this.run.changeTimes.drainsIn;
    const mute = unsent(how);
    const left = mute(again.value) ? Math.max(times.turning, drains) : drains;
    const settled =
      left > 0 ? await steadily(answered(this.probe.stream(left), left, mute), refused, left) : { state: 'unsettled' as const };
    const agrees = settled.state === 'agreed';
    this.run.corroborated(assertion, this.probe, {
      witness: 'client',
      agrees,
      says: agrees
        ? `later once ${again.says}, then refused again by ${how}, ${settled.deciding.length} times in a row`
        : `the refusal did not stay: later ${again.says}`,
    });
    if (!agrees) assertion.unsettled = true;
  }
}

/** Without an address there was no request that could have been refused: such a sample is passed over, unless it is what was expected. */
function unsent(how: Refusal): (outcome: HttpOutcome) => boolean {
  return (outcome) => !unresolved.includes(how) && unresolved.includes(refusalOf(outcome) ?? 'other');
}

function keyOf(workload: Workload): string {
  return `${workload.namespace}/${workload.name}`;
}

function noncesOf(settled: Converged<HttpOutcome>): string[] {
  return settled.deciding.flatMap((sample) => (sample.nonce ? [sample.nonce] : []));
}

function firstAt(settled: Converged<HttpOutcome>): Date {
  return settled.deciding[0]?.at ?? new Date();
}
