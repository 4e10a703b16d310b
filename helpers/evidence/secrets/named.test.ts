import { expect, test } from 'vitest';
import { base64, opaque, redacted } from './testing.ts';

function removes(text: string, secret: string): string {
  expect(text).toContain(secret);
  const { text: rest } = redacted(text);
  expect(rest).not.toContain(secret);
  return rest;
}

const credentials = `sha256~${opaque}`;
test.for([
  `> Authorization: Bearer ${credentials}\r\n> Accept: */*`,
  `{"authorization":["Bearer ${credentials}"]}`,
  `curl -H 'Authorization: Bearer ${credentials}' https://api/`,
  `I1126 round_trippers.go] Request Headers: Authorization: Bearer ${credentials}`,
  `the token is ${credentials}.`,
])('an opaque bearer token goes: %s', (text) => {
  const rest = removes(text, credentials);
  expect(rest).toBe(
    text.replace(credentials, rest.includes('access token') ? '[access token removed]' : '[credentials removed]'),
  );
});

test('a bearer token of no known form goes', () => {
  const token = `k9${opaque}`;
  removes(`Authorization: Bearer ${token}`, token);
  removes(`x-auth-token: ${token}`, token);
  removes(`x-api-key: ${token}`, token);
});

test('so do Basic credentials, whatever their length', () => {
  expect(redacted(`Authorization: Basic ${base64('a:b')}`).text).toBe('Authorization: Basic [credentials removed]');
  removes(`proxy-authorization: Basic ${base64('someone:secret')}\n`, base64('someone:secret'));
  removes(`curl -s -u someone:topsecret https://api/`, 'topsecret');
  removes(`https://someone:topsecret@registry.example/v2/`, 'topsecret');
});

const kubeconfig = (quote: string, secret: string) => `users:
- name: admin
  user:
    ${quote}password${quote}: ${quote}${secret}${quote}
    username: admin
- name: reader
  user:
    token: ${quote}${secret}-t${quote}
    client-key-data: ${base64(secret)}
`;
test.for(['', '"', "'"])('a kubeconfig’s passwords, tokens and keys go, the rest stays (quoted by %j)', (quote) => {
  const secret = 'correct horse battery';
  const { text, removed } = redacted(kubeconfig(quote, secret));
  expect(text).not.toContain(secret);
  expect(text).not.toContain(base64(secret));
  expect(text).toContain('username: admin');
  expect(removed).toEqual({ password: 1, token: 1, 'client-key-data': 1 });
});

test('the same as JSON stays JSON', () => {
  const users = [
    { name: 'a', user: { password: 'p"w', token: 'opaque', 'client-key-data': base64('key') } },
    { password: 12345 },
  ];
  for (const space of [0, 2]) {
    const { text } = redacted(JSON.stringify({ users }, undefined, space));
    expect(JSON.parse(text)).toEqual({
      users: [
        {
          name: 'a',
          user: { password: '[password removed]', token: '[token removed]', 'client-key-data': '[client-key-data removed]' },
        },
        { password: '[password removed]' },
      ],
    });
  }
});

test('variables and options that are named as secrets lose their values', () => {
  const text = `GITHUB_TOKEN=abc\nexport DB_PASSWORD='a b'\nkubectl --token=opaque get pods\nHOME=/root\n`;
  expect(redacted(text).text).toBe(
    `GITHUB_TOKEN=[token removed]\nexport DB_PASSWORD='[password removed]'\nkubectl --token=[token removed] get pods\nHOME=/root\n`,
  );
  const container = 'env:\n- name: DB_PASSWORD\n  value: hunter2\n- name: MODE\n  value: fast\n';
  expect(redacted(container).text).toBe(container.replace('hunter2', '[password removed]'));
  const json = JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] });
  expect(redacted(json).text).toBe(json.replace('hunter2', '[password removed]'));
});
