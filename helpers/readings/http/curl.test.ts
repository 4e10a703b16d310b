import { execa } from 'execa';
import { expect, test } from 'vitest';
import { AnswerLines } from './answerLines.ts';
import { counter, curlArguments, curlCommand, parseOutcome } from './curl.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a plain request is a silent curl with a limit', () => {
  expect(curlArguments({ url: 'http://backend/' })).toEqual(['--silent', '--max-time', '2', 'http://backend/']);
});

test('HEAD is --head, because --request HEAD would wait for a body', () => {
  expect(curlArguments({ url: 'http://backend/', method: 'HEAD' })).toContain('--head');
  expect(curlArguments({ url: 'http://backend/', method: 'HEAD' })).not.toContain('--request');
});

test('method, headers, body, limit and further arguments come before the URL', () => {
  const request = {
    url: 'https://backend/data',
    method: 'POST',
    headers: { Host: 'shop.example', 'X-Tier': 'gold' },
    body: 'a=1',
    maxTime: 3,
    curl: ['--cacert', '/tmp/ca.pem'],
  };
  const words =
    '--silent --request POST --header|Host: shop.example --header|X-Tier: gold --data a=1 --max-time 3 --cacert /tmp/ca.pem';
  expect(curlArguments(request).join(' ')).toBe(`${words.replaceAll('|', ' ')} https://backend/data`);
});

test('an empty body is sent as one', () => {
  expect(curlArguments({ url: 'http://backend/', body: '' })).toEqual(expect.arrayContaining(['--data', '']));
});

test('the shell reads the command for pasting as the very same words', async () => {
  const request = {
    url: 'http://backend/a?b=1&c=$HOME',
    headers: { 'X-Name': "it's `here`" },
    body: '{"a": "b\\n*"}',
    curl: [''],
  };
  const { stdout } = await execa('sh', ['-c', `curl() { printf '%s\\036' "$@"; }; ${curlCommand(request)}`]);
  expect(stdout.split('\u001e').slice(0, -1)).toEqual(curlArguments(request));
});

test('plain words stay unquoted', () => {
  expect(curlCommand({ url: 'http://backend:80/' })).toBe('curl --silent --max-time 2 http://backend:80/');
});

const trailer = '0|200|10.96.0.9|10.244.1.5|0.001|0.002|0.003|0.004|1|26|';

test('an outcome comes back whole', () => {
  const headers = '{"server":["nginx/1.29.3"],\n"set-cookie":["a","b"]}\n';
  expect(parseOutcome(base64(`${trailer}\u001e${headers}\u001eServer name: backend – 1\n`))).toEqual({
    exit: 0,
    status: 200,
    body: 'Server name: backend – 1\n',
    headers: { server: ['nginx/1.29.3'], 'set-cookie': ['a', 'b'] },
    remoteIp: '10.96.0.9',
    localIp: '10.244.1.5',
    time: { lookup: 0.001, connect: 0.002, firstByte: 0.003, total: 0.004 },
    connects: 1,
    error: '',
  });
});

test('a body that was cut says of how many bytes, and ends with a whole character', () => {
  const long = trailer.replace('|26|', '|7234|');
  const cut = Buffer.concat([Buffer.from(`${long}\u001e{}\u001e`), Buffer.from('é'.repeat(800)).subarray(0, 1500 - 1)]);
  expect(parseOutcome(cut.toString('base64'))).toMatchObject({ body: 'é'.repeat(749), cutFrom: 7234 });
  expect(parseOutcome(base64(`${trailer}\u001e{}\u001eshort`))).not.toHaveProperty('cutFrom');
});

test('an answer comes on one line, or on several when it is long', () => {
  const answers = new AnswerLines();
  expect(answers.push('R 1 abc')).toEqual({ kind: 'answer', n: 1, payload: 'abc' });
  expect(answers.push('P 2 ab')).toBeUndefined();
  expect(answers.push('P 3 xy')).toBeUndefined();
  expect(answers.push('P 2 cd')).toBeUndefined();
  expect(answers.push('R 3 z')).toEqual({ kind: 'answer', n: 3, payload: 'xyz' });
  expect(answers.push('R 2 ef')).toEqual({ kind: 'answer', n: 2, payload: 'abcdef' });
  expect(answers.push('P K 12')).toBeUndefined();
  expect(answers.push('K 34')).toEqual({ kind: 'counters', payload: '1234' });
  expect(answers.push('nonsense')).toBeUndefined();
});

test('separators in curl’s words and in the body belong to them', () => {
  const outcome = parseOutcome(base64('7|000|||0|0|0|0|0|0|no | route\u001e{}\u001ea\u001eb|c'));
  expect(outcome).toMatchObject({ exit: 7, status: 0, error: 'no | route', body: 'a\u001eb|c', headers: {} });
});

test.for(['', base64('sh: curl: not found\n')])('a pod without curl is an error, never an outcome (%j)', (payload) => {
  expect(() => parseOutcome(payload)).toThrow('no curl that reports its result');
});

const netstat = base64(
  [
    'Tcp: RtoAlgorithm RetransSegs',
    'Tcp: 1 12',
    'TcpExt: SyncookiesSent TCPSynRetrans TCPTimeouts',
    'TcpExt: 0 7 9',
    'IpExt: InNoRoutes',
    'IpExt: 4',
    '',
  ].join('\n'),
);

test('a kernel counter is found by group and name', () => {
  expect(counter(netstat, 'TcpExt', 'TCPSynRetrans')).toBe(7);
  expect(counter(netstat, 'Tcp', 'RetransSegs')).toBe(12);
});

test('a counter that the kernel lacks is no number', () => {
  expect(counter(netstat, 'TcpExt', 'TCPNoSuch')).toBeUndefined();
  expect(counter('', 'TcpExt', 'TCPSynRetrans')).toBeUndefined();
});
