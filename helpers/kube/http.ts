import { HttpMethod, RequestContext } from '@kubernetes/client-node';
import pRetry from 'p-retry';
import { request, type Dispatcher } from 'undici';
import { InfrastructureError, messageOf } from '../errors.ts';
import { connection } from './connection.ts';
import { waiting } from './waiting.ts';

export interface ApiAnswer {
  status: number;
  body: string;
}

/** GET of a path of the API server, with the run's credentials. A status is an answer; only the transport is tried again. */
export async function apiGet(path: string): Promise<ApiAnswer> {
  const { config } = await connection();
  const url = `${config.getCurrentCluster()?.server ?? ''}${path}`;
  return waiting(() =>
    pRetry(
      async () => {
        const context = new RequestContext(url, HttpMethod.GET);
        await config.applySecurityAuthentication(context);
        try {
          const answer = await request(url, {
            headers: context.getHeaders(),
            dispatcher: context.getDispatcher() as Dispatcher,
            headersTimeout: 20_000,
          });
          return { status: answer.statusCode, body: await answer.body.text() };
        } catch (error) {
          throw new InfrastructureError(`GET ${path}: ${messageOf(error)}`);
        }
      },
      { retries: 2, minTimeout: 200 },
    ),
  );
}

/** GET through the API server's proxy to a Service, so that nothing has to be published outside the cluster. */
export function serviceGet(namespace: string, service: string, port: number, path: string): Promise<ApiAnswer> {
  return apiGet(`/api/v1/namespaces/${namespace}/services/${service}:${port}/proxy${path}`);
}
