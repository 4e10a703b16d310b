import { HttpMethod, RequestContext } from '@kubernetes/client-node';
import pRetry from 'p-retry';
import { request, type Dispatcher } from 'undici';
import { boundedBytes, TooLong } from '../bounded.ts';
import { InfrastructureError, messageOf } from '../errors.ts';
import { excerpt } from '../evidence/shortened.ts';
import { failing, garbage, recall, remember, type Failure } from '../failure.ts';
import { stayWithin } from './bounds.ts';
import { connection } from './connection.ts';
import { partsIn } from '../partsIn.ts';
import { uses } from '../uses.ts';
import { waiting } from '../waiting.ts';

export interface ApiAnswer {
  status: number;
  body: string;
}

interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  contentType?: string;
  body?: string;
  /** Done twice it would have another effect: it is not repeated where its answer is lost. */
  once?: boolean;
}

interface Credentials {
  headers: Record<string, string>;
  dispatcher: Dispatcher;
}

/** Credentials are read again after this time: an exec plugin or a file may replace its token. */
const credentialsMs = 60_000;
let known: { credentials: Promise<Credentials>; until: number } | undefined;

/** One dispatcher for many requests: the client library makes a new one each time, and with it a TLS handshake (22 ms of CPU a request, against 6). */
function credentials(): Promise<Credentials> {
  if (known && performance.now() < known.until) return known.credentials;
  const former = known;
  const opened = open();
  known = { credentials: opened, until: performance.now() + credentialsMs };
  opened.catch(() => (known = undefined));
  // requests in progress end first
  former?.credentials.then(
    ({ dispatcher }) => dispatcher.close(),
    () => undefined,
  );
  return opened;
}

async function open(): Promise<Credentials> {
  const { config } = await connection();
  const context = new RequestContext(config.getCurrentCluster()?.server ?? '', HttpMethod.GET);
  await config.applySecurityAuthentication(context);
  return { headers: context.getHeaders(), dispatcher: context.getDispatcher() as Dispatcher };
}

/**
 * A request to the API server with the run's credentials. A status is an answer; only the transport and an overloaded server are tried
 * again, and what another change has overtaken (409), except a creation: there the name is taken.
 *
 * @throws {NotApplicable} before it sends what would change somebody else's
 */
export async function api(
  path: string,
  { method = 'GET', contentType, body, once = false }: ApiRequest = {},
): Promise<ApiAnswer> {
  uses('kubernetes', ...partsIn(path));
  await stayWithin(method, path);
  // what kinds there are is asked once for all claims
  const asks = (method === 'GET' && !isDiscovery(path)) || path.includes('dryRun=All');
  const failure = asks ? failing() : undefined;
  if (failure) return brokenAnswer(failure, `${method} ${path}`);
  const { config } = await connection();
  const url = `${config.getCurrentCluster()?.server ?? ''}${path}`;
  const what = `${method} ${path}`;
  let refused = false;
  const ask = async () => {
    refused = false;
    const { headers, dispatcher } = await credentials();
    const answer = await request(url, {
      method,
      headers: { ...headers, ...(contentType && { 'content-type': contentType }) },
      body,
      dispatcher,
      headersTimeout: 20_000,
    }).catch((error: unknown) => {
      throw new InfrastructureError(`${what}: ${messageOf(error)}`);
    });
    const text = (await boundedBytes(answer.body, `The answer to ${what}`)).toString('utf8');
    refused = answer.statusCode === 429;
    if (refused || (answer.statusCode === 409 && method !== 'POST'))
      throw new InfrastructureError(`${what}: ${answer.statusCode} ${excerpt(text, 200)}`);
    return remember(what, { status: answer.statusCode, body: text });
  };
  return waiting(() =>
    pRetry(ask, {
      retries: 3,
      minTimeout: 200,
      shouldRetry: ({ error }) => error instanceof InfrastructureError && !(error instanceof TooLong) && (!once || refused),
    }),
  );
}

const isDiscovery = (path: string) => /^\/(api|apis\/[^/]+)\/[^/?]+$/.test(path);

function brokenAnswer(failure: Failure, what: string): ApiAnswer {
  const nothing = what.includes('/log?') ? '' : what.includes('/proxy/') ? '{}' : '{"items":[]}';
  if (failure === 'empty') return { status: 200, body: nothing };
  if (failure === 'mute') return { status: 404, body: '' };
  if (failure === 'garbage') return { status: 200, body: garbage };
  if (failure === 'stale') return recall<ApiAnswer>(what) ?? { status: 200, body: nothing };
  throw new InfrastructureError(`${what}: ${failure}`);
}
