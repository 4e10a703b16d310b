/** What one HTTP request came to, as curl saw it. */
export interface HttpOutcome {
  /** curl's exit status. */
  exit: number;
  /** 0 where there was no answer. */
  status: number;
  /** Its start, where the whole is long. */
  body: string;
  /** Bytes of the whole body, where only its start was read. */
  cutFrom?: number;
  headers: Record<string, string[]>;
  remoteIp: string;
  localIp: string;
  /** Seconds since the start; 0 where the stage was not reached. */
  time: { lookup: number; connect: number; firstByte: number; total: number };
  /** New connections made for this request. */
  connects: number;
  /** curl's own words. */
  error: string;
}

/**
 * How a request was refused. curl's exit statuses are those of its manual page (EXIT CODES).
 * `timeout` is a connection that nobody answered; one that opened and then fell silent is `silence`; `dns-timeout` is one that was hardly
 * or never tried, because the name took the time.
 */
export const refusals = [
  'timeout',
  'silence',
  'dns-timeout',
  'reset',
  'empty-reply',
  'refused',
  'dns',
  'tls',
  'http-403',
  'http-503',
  'http-401',
  'http-504',
  'app-405',
  'other',
] as const;
export type Refusal = (typeof refusals)[number];

/** The kind of refusal, or undefined for an answer that is none (below 400, or a 4xx of the application such as 404). */
export function refusalOf(outcome: HttpOutcome): Refusal | undefined {
  if (outcome.status === 0) return transportRefusal(outcome);
  if (outcome.status === 403 && outcome.body.trim() === 'RBAC: access denied') return 'http-403';
  if (outcome.status === 401 && isOfProxy(outcome)) return 'http-401';
  if (outcome.status === 503) return 'http-503';
  if (outcome.status === 504) return 'http-504';
  if (outcome.status === 405) return 'app-405';
  return undefined;
}

/** Words of Envoy's JWT filter (jwt_verify_lib, getStatusString). */
const jwtWords = /^(Jwt|Jwks|Audiences in Jwt|Issuer) /;

/** A proxy on the way names an upstream, also where that is the proxy before the target, which then tells by its words. */
function isOfProxy({ headers, body }: HttpOutcome): boolean {
  if (!headers['server']?.some((name) => /^(istio-)?envoy$/.test(name))) return false;
  const asksForToken = headers['www-authenticate']?.some((one) => one.startsWith('Bearer ')) ?? false;
  return !('x-envoy-upstream-service-time' in headers) || (asksForToken && jwtWords.test(body));
}

function transportRefusal({ exit, time, error }: HttpOutcome): Refusal {
  if (exit === 6) return 'dns';
  if (exit === 7) return 'refused';
  if (exit === 28 && (/resolving/i.test(error) || nameTookTheTime(time))) return 'dns-timeout';
  if (exit === 28) return time.connect > 0 ? 'silence' : 'timeout';
  if (exit === 52) return 'empty-reply';
  if (exit === 56) return 'reset';
  if (exit === 35 || exit === 60) return 'tls';
  return 'other';
}

/** Seconds after which a kernel sends a SYN again (RFC 6298, 2.1), and a tenth for its timer. */
const sentAgainAfter = 1.1;

/** So little was left for connecting that nobody had to answer yet, and the kernel had no reason to send its SYN again. */
function nameTookTheTime({ connect, lookup, total }: HttpOutcome['time']): boolean {
  return connect === 0 && total >= sentAgainAfter && total - lookup < sentAgainAfter;
}

/** One line for people; equal lines are equal outcomes. */
export function inWords(outcome: HttpOutcome): string {
  const refusal = refusalOf(outcome);
  if (outcome.status === 0) return `${refusal ?? 'other'} (curl ${outcome.exit})`;
  const by = outcome.headers['server']?.[0]?.split('/')[0] ?? 'unnamed server';
  return refusal === 'http-403' ? `403 RBAC: access denied, from ${by}` : `${outcome.status} from ${by}`;
}
