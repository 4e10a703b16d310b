import { Inconclusive, UsageError } from '../../errors.ts';
import type { Workload } from '../../lane/workload.ts';
import { times } from '../../times.ts';
import { pause } from '../../waiting.ts';
import type { Witness } from '../../evidence/schema.ts';
import type { Proof } from '../reading.ts';
import { logBarrier } from './logBarrier.ts';
import { mentions } from './logLines.ts';

/** Where a workload's own record of a request is, and how one of its lines shows the request. */
export interface AccessLog {
  container: 'app' | 'istio-proxy';
  witness: Witness;
  /** The line is of a request with one of these nonces that came to the application, and was answered with the status where one is given. */
  shows(line: string, nonces: string[], status?: number): boolean;
  /** Whether what was logged since then is in what is read now. */
  barrier(since: Date): Promise<Proof>;
}

/**
 * The access log of a workload, in the format that its file names (annotation `meshproof/log`).
 *
 * @throws {Inconclusive} where nothing records its requests
 * @throws {UsageError} for a format that does not exist
 */
export function accessLogOf(workload: Pick<Workload, 'name' | 'logFormat' | 'injected'>): AccessLog {
  const { logFormat: log, name, injected } = workload;
  const app = (shows: AccessLog['shows']): AccessLog => {
    return { container: 'app', witness: 'app-log', shows, barrier: (since) => logBarrier(workload as Workload, since) };
  };
  if (log === 'nginx')
    return app((line, nonces, status) => mentions(line, nonces) && (status === undefined || line.includes(` ${status} `)));
  if (log === 'json') return app(showsJson);
  if (log.includes('{agent}') && log.includes('{status}'))
    return app((line, nonces, status) => nonces.some((nonce) => patternOf(log, nonce, status).test(line)));
  if (log === 'proxy' && injected)
    return {
      container: 'istio-proxy',
      witness: 'proxy-log',
      shows: (line, nonces, status) =>
        mentions(line, nonces) && line.includes(' via_upstream ') && (status === undefined || line.includes(` ${status} `)),
      barrier: flushed,
    };
  if (log === 'proxy' || log === 'none')
    throw new Inconclusive(
      `Nothing records what reaches ${name} here: its application logs no requests${log === 'proxy' ? ', and it has no sidecar' : ''}. Use toAnswer.`,
    );
  throw new UsageError(
    `The workload ${name} says meshproof/log: ${log}. Use nginx, json, proxy, none, or a pattern with {agent} and {status}.`,
  );
}

/** A proxy takes no line of ours into its log. */
async function flushed(): Promise<Proof> {
  await pause(times.logLag);
  return { works: true, says: `${times.logLag / 1000} s went by, in which a proxy flushes its log` };
}

function patternOf(pattern: string, nonce: string, status: number | undefined): RegExp {
  return new RegExp(pattern.replaceAll('{agent}', `${nonce}(?!\\d)`).replaceAll('{status}', String(status ?? '\\d{3}')));
}

/** Any field may hold the user agent, also one of a map of headers; a status is in a field that says so. */
function showsJson(line: string, nonces: string[], status?: number): boolean {
  const fields = fieldsOf(line);
  const named = fields.some(([, value]) => nonces.includes(String(value)));
  const answered = ([key, value]: [string, unknown]) => /status|code/i.test(key) && String(value) === String(status);
  return named && (status === undefined || fields.some(answered));
}

function fieldsOf(line: string): [string, unknown][] {
  const fields: [string, unknown][] = [];
  try {
    // the pod's name may stand before it
    JSON.parse(line.slice(Math.max(0, line.indexOf('{'))), (key, value: unknown) => (fields.push([key, value]), value));
  } catch {
    return [];
  }
  return fields;
}
