import { expect, test } from 'vitest';
import { accessLogOf } from './accessLog.ts';

const of = (log: string, injected = true) => accessLogOf({ name: 'echo', logFormat: log, injected });
const nonce = 'meshproof-a-1';

test.for([
  ['nginx', (agent: string, status: number) => `10.0.0.1 - - "GET / HTTP/1.1" ${status} 615 "-" "${agent}" "-"`],
  [
    'json',
    (agent: string, status: number) =>
      `{"level":"info","response":{"status":${status},"bytes":200},"headers":{"User-Agent":["${agent}"]}}`,
  ],
  ['json', (agent: string, status: number) => `echo-7c9 {"user_agent":"${agent}","grpc_code":"${status}"}`],
  [' {status} \\S+ {agent}$', (agent: string, status: number) => `GET / ${status} 3ms ${agent}`],
  [
    'proxy',
    (agent: string, status: number) => `[2026-01-01T00:00:00Z] "GET / HTTP/1.1" ${status} - via_upstream - "-" "${agent}"`,
  ],
] as [string, (agent: string, status: number) => string][])(
  '%s: a request is found by its nonce and its status',
  ([format, line]) => {
    const log = of(format);
    expect(log.shows(line(nonce, 404), ['meshproof-b-1', nonce], 404)).toBe(true);
    expect(log.shows(line(nonce, 404), [nonce])).toBe(true);
    expect(log.shows(line(nonce, 404), [nonce], 200)).toBe(false);
    expect(log.shows(line(`${nonce}0`, 404), [nonce], 404)).toBe(false);
  },
);

test('what a proxy answers itself never came to the application', () => {
  const line = `[2026-01-01T00:00:00Z] "GET / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" "${nonce}"`;
  expect(of('proxy').shows(line, [nonce])).toBe(false);
});

test('a line of JSON that holds no JSON is another’s', () => {
  expect(of('json').shows(`starting with {agent ${nonce}`, [nonce])).toBe(false);
});

test('where nothing records requests, nothing is looked up', () => {
  expect(() => of('none')).toThrow('Nothing records what reaches echo here: its application logs no requests. Use toAnswer.');
  expect(() => of('proxy', false)).toThrow('and it has no sidecar');
});

test.for(['ngnix', '{agent}', ''])('a format that does not exist is an error: %j', (log) => {
  expect(() => of(log)).toThrow(`The workload echo says meshproof/log: ${log}. Use nginx, json, proxy, none, or a pattern`);
});
