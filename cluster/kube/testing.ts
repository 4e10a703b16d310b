import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Answer } from './ask.ts';

export type Asked = { method: string; path: string; query: URLSearchParams; body: any; token: string };

/** For tests: an API server that answers by `answer`, and the kubeconfig of context lab that leads to it. */
export async function plantServer(answer: (asked: Asked) => Answer | undefined): Promise<{ text: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
      const one = { method: request.method ?? '', path: pathname, query: searchParams, body, token };
      asked.push(one);
      const { status, body: sent } = answer(one) ?? { status: 404, body: { message: `${pathname} not found` } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin' } }],
    clusters: [{ name: 'lab', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token: 'of-the-administrator' } }],
  });
  return { text, asked };
}
