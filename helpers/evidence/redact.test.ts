import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { redact, type Redactions } from './redact.ts';

// secrets are made here, so that none stands in the repository
const key = (format: 'pkcs8' | 'sec1') =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: format, format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const base64 = (text: string) => Buffer.from(text).toString('base64');
const token = [
  { alg: 'RS256', kid: 'k1' },
  { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:lane:default' },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat(Buffer.from('s'.repeat(256)).toString('base64url'))
  .join('.');

function redacted(text: string): { text: string; removed: Record<string, number> } {
  const removed: Redactions = new Map();
  return { text: redact(text, removed), removed: Object.fromEntries(removed) };
}

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
