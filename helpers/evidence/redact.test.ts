import { generateKeyPairSync } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { overwrite, redactParts, type Redactions } from './redact.ts';
import { redactEach } from './redactEach.ts';
import { excerpt } from './shortened.ts';
import { base64, opaque, redacted } from './secrets/testing.ts';

// secrets are made here, so that none stands in the repository
const key = (format: 'pkcs8' | 'sec1') =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: format, format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const token = [
  { alg: 'RS256', kid: 'k1' },
  { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:lane:default' },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat(Buffer.from('s'.repeat(256)).toString('base64url'))
  .join('.');

const around = (secret: string) => `before\n${secret}\nafter`;

const forms: [string, string][] = [
  ['PKCS #8', key('pkcs8')],
  ['SEC 1', key('sec1')],
  ['PKCS #1', rsa],
  ['OpenSSH', rsa.replaceAll('RSA PRIVATE', 'OPENSSH PRIVATE')],
  ['encrypted', key('pkcs8').replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')],
];

test.for(forms)('a private key in PEM goes as a whole: %s', ([, pem]) => {
  expect(redacted(around(pem.trim()))).toEqual({ text: around('[private key removed]'), removed: { 'private key': 1 } });
});

test('a key inside a JSON string leaves JSON behind', () => {
  const { text } = redacted(JSON.stringify({ stdout: rsa, exit: 0 }));
  expect(JSON.parse(text)).toEqual({ stdout: '[private key removed]\n', exit: 0 });
});

test.for(forms)('a kubeconfig’s key goes, its certificate stays: %s', ([, pem]) => {
  const certificate = base64('-----BEGIN CERTIFICATE-----\nMIIBszCCAVqgAwIBAgI\n-----END CERTIFICATE-----\n');
  const kubeconfig = (data: string) => `    client-certificate-data: ${certificate}\n    client-key-data: ${data}\n`;
  expect(redacted(kubeconfig(base64(pem)))).toEqual({
    text: kubeconfig('[private key (base64) removed]'),
    removed: { 'private key (base64)': 1 },
  });
});

test.for(forms)('a key wrapped by `base64` goes to its last line: %s', ([, pem]) => {
  const wrapped = base64(pem).replaceAll(/.{76}(?=.)/g, '$&\n');
  const { text, removed } = redacted(around(wrapped));
  expect(removed).toEqual({ 'private key (base64)': 1 });
  // a short last line may stay: it only says that the key ended
  expect(wrapped.split('\n').filter((line) => line.length >= 20 && text.includes(line))).toEqual([]);
});

test('a token in a Secret goes', () => {
  expect(redacted(`  token: ${base64(token)}\n`).text).toBe('  token: [JSON web token (base64) removed]\n');
});

test('a service account’s token goes', () => {
  expect(redacted(`Authorization: Bearer ${token}\n`)).toEqual({
    text: 'Authorization: Bearer [JSON web token removed]\n',
    removed: { 'JSON web token': 1 },
  });
});

test('a bootstrap token goes', () => {
  const bootstrap = ['abcdef', '0123456789abcdef'].join('.');
  expect(redacted(`kubeadm join --token ${bootstrap} --discovery`)).toEqual({
    text: 'kubeadm join --token [bootstrap token removed] --discovery',
    removed: { 'bootstrap token': 1 },
  });
});

test('each one is counted, by kind', () => {
  expect(redacted([token, rsa, token, key('sec1')].join(' ')).removed).toEqual({ 'JSON web token': 2, 'private key': 2 });
});

test.for([
  '-----BEGIN CERTIFICATE-----\nMIIBszCCAVqgAwIBAgI\n-----END CERTIFICATE-----\n',
  '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYI\n-----END PUBLIC KEY-----\n',
  'backend-7c9d8f6b5-x2x4z 10.244.1.5 "GET / HTTP/1.1" 200 615 "-" "meshproof-0123456789-12" "-"',
  'authorizationpolicies.security.istio.io peerauthentications.security.istio.io destinationrules.networking.istio.io',
  'outbound|80||backend.mp-ex4-policy-block-3f2a1c.svc.cluster.local',
  'sha256:9b2c0f1a3e4d5b6c7a8f9e0d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a6f7e8d9c0b',
  '{"ms":123456.78901234561,"at":"2026-11-22T04:14:40.123456789Z"}',
  'eyJhbGciOiJSUzI1NiJ9 alone is a header, not a token',
])('nothing else is changed: %s', (text) => {
  expect(redacted(text)).toEqual({ text, removed: {} });
});

test.for([64, 76])('a token that is wrapped at %i columns goes to its last character', (width) => {
  const wrapped = (text: string) => text.replaceAll(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
  expect(redacted(`before\n${wrapped(token)}\nafter\n`)).toEqual({
    text: 'before\n[JSON web token removed]\nafter\n',
    removed: { 'JSON web token': 1 },
  });
  expect(redacted(`before\n${wrapped(token)}\nafter\n`.replaceAll('\n', '\r\n')).text).toBe(
    'before\r\n[JSON web token removed]\r\nafter\r\n',
  );
  expect(redacted(JSON.stringify({ stdout: `${wrapped(token)}\nafter` })).text).toBe(
    '{"stdout":"[JSON web token removed]\\nafter"}',
  );
  const encoded = wrapped(base64(token));
  const { text } = redacted(`before\n${encoded}\n\nafter`);
  expect(encoded.split('\n').filter((line) => line.length >= 20 && text.includes(line))).toEqual([]);
  expect(text).toMatch(/^before\n[^]*\n\nafter$/);
});

test('the word after a token stays', () => {
  expect(redacted(`${token}\nnext\n`).text).toBe('[JSON web token removed]\nnext\n');
});

test('a private key without its end goes as far as it was printed', () => {
  const [head = ''] = rsa.split('\n');
  expect(redacted(`exit 0: ${head}`).text).toBe('exit 0: [private key removed]');
  expect(redacted(`${rsa.split('\n').slice(0, 4).join('\n')}\n[300 characters more]`).text).toBe(
    '[private key removed]\n[300 characters more]',
  );
});

test('two values of one document are two values, whatever stands in them', () => {
  const text = JSON.stringify({ says: 'exit 0: -----BEGIN PRIVATE KEY-----', between: 'kept', value: key('pkcs8') });
  expect(JSON.parse(redacted(text).text)).toEqual({
    says: 'exit 0: [private key removed]',
    between: 'kept',
    value: '[private key removed]\n',
  });
});

test.for(globSync('{fixtures/documents/*.md,specs/claims/*.yaml}', { cwd: root }))(
  '%s loses nothing: evidence quotes it',
  (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(redacted(text)).toEqual({ text, removed: {} });
  },
);

test.for([
  'Authorization: Bearer fake-token',
  'curl -H "Authorization: Bearer $TOKEN" http://backend/',
  'TOKEN=$(kubectl create token default); echo "$TOKEN"',
  'Basic Kubernetes networking, basic authentication',
  'token: 12 bytes',
  '{"token":null,"password":""}',
  'password: <your password>',
  'kind: Secret',
  'kind: ConfigMap\ndata:\n  a: b\n',
  '"kind": "AuthorizationPolicy", "data": {"a": "b"}',
  'http://backend:80/@x spiffe://cluster.local/ns/lane/sa/default',
])('what only looks like a secret stays: %s', (text) => {
  expect(redacted(text)).toEqual({ text, removed: {} });
});

test('values of an observation are looked through one by one', () => {
  const removed: Redactions = new Map();
  const value = { says: 'exit 0: -----BEGIN PRIVATE KEY-----', value: { stdout: rsa, exit: 0, list: [token, null, true] } };
  expect(redactEach(value, removed)).toEqual({
    says: 'exit 0: [private key removed]',
    value: { stdout: '[private key removed]\n', exit: 0, list: ['[JSON web token removed]', null, true] },
  });
  expect(redactEach({ kind: 'Secret', data: { user: 'YQ==', pass: 'Yg==' }, stringData: { a: 'b' } }, removed)).toEqual({
    kind: 'Secret',
    data: { user: '[value of a Secret removed]', pass: '[value of a Secret removed]' },
    stringData: { a: '[value of a Secret removed]' },
  });
  expect(redactEach({ password: 'hunter2', headers: { authorization: [`Bearer ${opaque}`] }, token: '' }, removed)).toEqual({
    password: '[password removed]',
    headers: { authorization: ['Bearer [credentials removed]'] },
    token: '',
  });
});

test('bytes lose their secrets and keep their length', () => {
  const removed: Redactions = new Map();
  const frame = (text: string) => Buffer.concat([Buffer.from([0xd4, 0xc3, 0xff, 0x00]), Buffer.from(text), Buffer.from([0xfe])]);
  const request = (secret: string) => `GET / HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer ${secret}\r\n\r\n`;
  const plain = frame(request(token));
  const done = overwrite(plain, removed);
  expect(done).toEqual(frame(request('X'.repeat(token.length))));
  expect(Object.fromEntries(removed)).toEqual({ 'JSON web token': 1 });
  expect(overwrite(frame(request(opaque)), removed).includes(opaque)).toBe(false);
  const clean = frame('GET / HTTP/1.1\r\nHost: b\r\n\r\n');
  expect(overwrite(clean, removed)).toEqual(clean);
});

test('a secret that comes in parts goes from all of them', () => {
  const removed: Redactions = new Map();
  const pieces = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  for (const size of [1, 7, 100]) {
    const parts = pieces(`a\n${rsa}b ${token} c\n`, size);
    const done = redactParts(parts, removed);
    expect(done).toHaveLength(parts.length);
    expect(done.join('')).toBe('a\n[private key removed]\nb [JSON web token removed] c\n');
  }
  expect(redactParts(['on', 'e'], removed)).toEqual(['on', 'e']);
});

test('what is cut loses its secrets first', () => {
  expect(excerpt(`${token}\nmore`, 12)).toBe('[JSON web to');
  expect(excerpt('a plain text', 7)).toBe('a plain');
});
