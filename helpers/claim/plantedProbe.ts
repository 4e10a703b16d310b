import { Workload } from '../lane/workload.ts';
import { HttpProbe } from '../readings/http/httpProbe.ts';
import { inWords, type HttpOutcome } from '../readings/http/refusal.ts';
import type { Sample } from '../readings/reading.ts';
import { told, unproven } from './testing.ts';

const workload = (name: string) =>
  new Workload({ name, namespace: 'lane', home: 'lane', selector: `app=${name}`, injected: false });
export const [attacker, frontend, backend] = [workload('attacker'), workload('frontend'), workload('backend')];
export const outcome = (part: Partial<HttpOutcome>): HttpOutcome => ({
  exit: 0,
  status: 200,
  body: '',
  headers: { server: ['nginx'] },
  remoteIp: '',
  localIp: '',
  time: { lookup: 0, connect: 0, firstByte: 0, total: 0 },
  connects: 1,
  error: '',
  ...part,
});
export const ok = outcome({});
export const timeout = outcome({ exit: 28, status: 0, headers: {} });
/** No request was sent, for want of an address. */
export const lost = outcome({ exit: 28, status: 0, headers: {}, error: 'Resolving timed out after 2000 milliseconds' });
export const rbac = outcome({ status: 403, body: 'RBAC: access denied', headers: { server: ['envoy'] } });

/** A probe whose answers are given; `later` is what the second look at the end of the beat sees. */
export class PlantedProbe extends HttpProbe {
  readonly answer: HttpOutcome;
  readonly later: HttpOutcome;
  readonly again: number;
  readonly replica: HttpOutcome;
  constructor(client: Workload, answer: HttpOutcome, { later = answer, again = 0, replica = answer } = {}) {
    super(client, backend, { url: 'http://backend/' });
    this.answer = answer;
    this.later = later;
    this.again = again;
    this.replica = replica;
  }
  override take() {
    return Promise.resolve(this.sample(this.later, 9));
  }
  /** The last replica answers with `replica`. */
  override past(address: string): HttpProbe {
    return new PlantedProbe(this.client, this.answer, { later: address === '10.0.0.2' ? this.replica : this.answer });
  }
  override row(count: number) {
    return Promise.resolve(Array.from({ length: count }, (_, n) => this.sample(n === count - 1 ? this.replica : this.answer, n)));
  }
  override stream() {
    return told([1, 2, 3].map((n) => this.sample(this.answer, n)));
  }
  override prove() {
    return unproven.prove();
  }
  override synRetransmissions() {
    return this.again;
  }
  private sample(value: HttpOutcome, n: number): Sample<HttpOutcome> {
    return { value, says: inWords(value), at: new Date(0), ms: 1, nonce: `meshproof-${this.client.name}-${n}` };
  }
}
