import { expect, test } from 'vitest';
import { inWords, refusalOf, refusals, type HttpOutcome, type Refusal } from './refusal.ts';

const unanswered = (exit: number, error: string, time: Partial<HttpOutcome['time']> = {}): HttpOutcome => ({
  exit,
  status: 0,
  body: '',
  headers: {},
  remoteIp: '',
  localIp: '',
  time: { lookup: 0.001, connect: 0, firstByte: 0, total: 2.001, ...time },
  connects: 0,
  error,
});

const answered = (status: number, body: string, headers: Record<string, string[]>): HttpOutcome => ({
  ...unanswered(0, '', { connect: 0.002, firstByte: 0.004, total: 0.004 }),
  status,
  body,
  headers,
  remoteIp: '10.96.14.7',
  localIp: '10.244.1.5',
  connects: 1,
});

const envoy = { server: ['envoy'] };
const throughEnvoy = { server: ['envoy'], 'x-envoy-upstream-service-time': ['3'] };
const bearer = 'Bearer realm="http://backend/", error="invalid_token"';
const nginx = { server: ['nginx/1.29.3'], 'content-type': ['text/html'] };

const refused: [string, HttpOutcome, Refusal, string][] = [
  ['no address for the name', unanswered(6, 'Could not resolve host: backend'), 'dns', 'dns (curl 6)'],
  ['a port nobody listens on', unanswered(7, 'Failed to connect to backend port 80 after 1 ms'), 'refused', 'refused (curl 7)'],
  ['a SYN nobody answers', unanswered(28, 'Connection timed out after 2001 milliseconds'), 'timeout', 'timeout (curl 28)'],
  [
    'a SYN nobody answers within one second',
    unanswered(28, 'Connection timed out after 1001 milliseconds', { total: 1.001 }),
    'timeout',
    'timeout (curl 28)',
  ],
  [
    'a name that took more than half of the time',
    unanswered(28, 'Connection timed out after 2001 milliseconds', { lookup: 1.148 }),
    'dns-timeout',
    'dns-timeout (curl 28)',
  ],
  [
    'a connection that falls silent',
    unanswered(28, 'Operation timed out after 2001 milliseconds with 0 bytes received', { connect: 0.001 }),
    'silence',
    'silence (curl 28)',
  ],
  [
    'a name server that is silent',
    unanswered(28, 'Resolving timed out after 2000 milliseconds', { lookup: 0 }),
    'dns-timeout',
    'dns-timeout (curl 28)',
  ],
  ['a handshake cut off', unanswered(35, 'Recv failure: Connection reset by peer', { connect: 0.001 }), 'tls', 'tls (curl 35)'],
  ['an untrusted certificate', unanswered(60, 'SSL certificate problem', { connect: 0.001 }), 'tls', 'tls (curl 60)'],
  [
    'a close without a word',
    unanswered(52, 'Empty reply from server', { connect: 0.001 }),
    'empty-reply',
    'empty-reply (curl 52)',
  ],
  ['a reset', unanswered(56, 'Recv failure: Connection reset by peer', { connect: 0.001 }), 'reset', 'reset (curl 56)'],
  ['what curl itself rejects', unanswered(3, 'URL using bad/illegal format or missing URL'), 'other', 'other (curl 3)'],
  ['an AuthorizationPolicy', answered(403, 'RBAC: access denied', envoy), 'http-403', '403 RBAC: access denied, from envoy'],
  ['a token the proxy rejects', answered(401, 'Jwt is not in the form of Header.Payload', envoy), 'http-401', '401 from envoy'],
  [
    'a token that the target’s sidecar rejects',
    answered(401, 'Jwt verification fails', { server: ['istio-envoy'], 'www-authenticate': [bearer] }),
    'http-401',
    '401 from istio-envoy',
  ],
  [
    'the same through the caller’s sidecar',
    answered(401, 'Jwks remote fetch is failed', { ...throughEnvoy, 'www-authenticate': [bearer] }),
    'http-401',
    '401 from envoy',
  ],
  ['no healthy upstream', answered(503, 'no healthy upstream', envoy), 'http-503', '503 from envoy'],
  ['a route time-out', answered(504, 'upstream request timeout', envoy), 'http-504', '504 from envoy'],
  ['a method the application lacks', answered(405, '<h1>405 Not Allowed</h1>', nginx), 'app-405', '405 from nginx'],
];

test.for(refused)('%s is a refusal', ([, outcome, refusal, words]) => {
  expect(refusalOf(outcome)).toBe(refusal);
  expect(inWords(outcome)).toBe(words);
});

test('every refusal of the vocabulary has an outcome that leads to it', () => {
  expect(new Set(refused.map(([, outcome]) => refusalOf(outcome)))).toEqual(new Set(refusals));
});

const noRefusal: [string, HttpOutcome, string][] = [
  ['200', answered(200, 'Server name: backend-7c9', nginx), '200 from nginx'],
  ['200 through the sidecar', answered(200, 'ok', throughEnvoy), '200 from envoy'],
  ['404 of the application', answered(404, 'not found', nginx), '404 from nginx'],
  ['403 that is not the policy’s', answered(403, '<h1>403 Forbidden</h1>', nginx), '403 from nginx'],
  ['401 of the application, behind a proxy', answered(401, 'log in', throughEnvoy), '401 from envoy'],
  [
    '401 of an application that takes tokens',
    answered(401, 'no token', { ...throughEnvoy, 'www-authenticate': [bearer] }),
    '401 from envoy',
  ],
  [
    '401 with a proxy’s words and no proxy',
    answered(401, 'Jwt is expired', { ...nginx, 'www-authenticate': [bearer] }),
    '401 from nginx',
  ],
  ['401 of the application', answered(401, 'log in', nginx), '401 from nginx'],
  ['an answer of a server without a name', answered(200, 'ok', {}), '200 from unnamed server'],
];

test.for(noRefusal)('%s is an answer, not a refusal', ([, outcome, words]) => {
  expect(refusalOf(outcome)).toBeUndefined();
  expect(inWords(outcome)).toBe(words);
});
