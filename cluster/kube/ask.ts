import type { KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import { InfrastructureError } from '../host/errors.ts';
import type { Target } from './api.ts';

/** `body` is the parsed JSON of the answer; an answer that is none is `{}`. */
export type Answer = { status: number; body: any };

/** Asks the API server. A status is an answer. */
export type Ask = (path: string, request?: { method?: 'POST' | 'DELETE'; body?: object }) => Promise<Answer>;

/** Where a cluster answers, or the text of a kubeconfig with one context. */
export type Credentials = Pick<Target, 'kubeconfig' | 'context'> | { text: string };

/**
 * Requests by path, for kinds that are not known beforehand.
 *
 * @throws InfrastructureError where the API server gives no answer
 */
export async function openAsk(credentials: Credentials): Promise<Ask> {
  const [{ HttpMethod, KubeConfig, RequestContext }, { request }] = await Promise.all([
    import('@kubernetes/client-node'),
    import('undici'),
  ]);
  const config: KubeConfig = new KubeConfig();
  if ('text' in credentials) config.loadFromString(credentials.text);
  else {
    config.loadFromFile(credentials.kubeconfig);
    config.setCurrentContext(credentials.context);
  }
  const server = config.getCurrentCluster()?.server ?? '';
  const context = new RequestContext(server, HttpMethod.GET);
  await config.applySecurityAuthentication(context);
  const dispatcher = context.getDispatcher() as Dispatcher;
  return async (path, { method, body } = {}) => {
    const headers = { ...context.getHeaders(), accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
    try {
      const sent = { method: method ?? 'GET', headers, dispatcher, headersTimeout: 20_000, body: body && JSON.stringify(body) };
      const answer = await request(`${server}${path}`, sent);
      return { status: answer.statusCode, body: parsed(await answer.body.text()) };
    } catch (cause) {
      const why = (cause as Error).message;
      throw new InfrastructureError(`The API server gave no answer to ${method ?? 'GET'} ${path}: ${why}`, { cause });
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
