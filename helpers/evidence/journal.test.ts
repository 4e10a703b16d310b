import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { endCutLine, Journal, mendJournal, readJournal } from './journal.ts';
import type { Observation } from './schema.ts';

// the killed writer is a process of its own, slow to start where the machine is busy
vi.setConfig({ testTimeout: 60_000 });

function pack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const claims = (folder: string) => readJournal(folder).flatMap((one) => (one.event === 'claim-started' ? [one.claim] : []));
const raw = (folder: string) => readdirSync(join(folder, 'raw'));
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

test('what is written is read back, with its time', () => {
  const folder = pack();
  const journal = new Journal(folder);
  journal.write({ event: 'claim-started', claim: 'm1-a-curl' });
  journal.write({ event: 'run-finished' });
  journal.close();
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
  expect(readJournal(folder)).toEqual([
    { event: 'claim-started', claim: 'm1-a-curl', at },
    { event: 'run-finished', at },
  ]);
});

test('two writers append to one journal', () => {
  const folder = pack();
  const [one, other] = [new Journal(folder), new Journal(folder)];
  one.write({ event: 'claim-started', claim: 'm1-a' });
  other.write({ event: 'claim-started', claim: 'm1-b' });
  one.write({ event: 'claim-started', claim: 'm1-c' });
  one.close();
  other.close();
  expect(claims(folder)).toEqual(['m1-a', 'm1-b', 'm1-c']);
});

test('a line that was cut short is dropped, and a resumed run goes on after it', () => {
  const folder = pack();
  const journal = new Journal(folder);
  journal.write({ event: 'claim-started', claim: 'm1-a' });
  journal.write({ event: 'claim-started', claim: 'm1-b' });
  journal.close();
  const file = join(folder, 'journal.jsonl');
  truncateSync(file, statSync(file).size - 9);
  expect(claims(folder)).toEqual(['m1-a']);

  mendJournal(folder);
  const resumed = new Journal(folder);
  resumed.write({ event: 'run-resumed' });
  resumed.write({ event: 'claim-started', claim: 'm1-c' });
  resumed.close();
  expect(claims(folder)).toEqual(['m1-a', 'm1-c']);
});

test('mending drops outputs that no line names, whole or half written, and leaves the others', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const kept = journal.keep({ name: 'a', content: 'named', mediaType: 'text/plain' });
  const lost = journal.keep({ name: 'b', content: 'not named', mediaType: 'text/plain' });
  writeFileSync(join(folder, 'raw', `${kept.sha256}.6490487f-625e-40fb-a907-076d59815405`), 'na');
  journal.write({ event: 'change', claim: 'm1-a', change: { says: 'applied it', before: kept } as never });
  journal.close();
  expect(raw(folder)).toContain(lost.sha256);
  mendJournal(folder);
  expect(raw(folder)).toEqual([kept.sha256]);
});

test('mending leaves a whole journal as it is', () => {
  const folder = pack();
  const journal = new Journal(folder);
  journal.write({ event: 'run-finished' });
  journal.close();
  const before = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  mendJournal(folder);
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toBe(before);
});

test('a line that cannot be read ends in an error that names it: nothing is dropped without a word', () => {
  const folder = pack();
  const journal = new Journal(folder);
  journal.write({ event: 'claim-started', claim: 'm1-a' });
  appendFileSync(join(folder, 'journal.jsonl'), '{"event":"claim-sta\n\n');
  journal.write({ event: 'claim-started', claim: 'm1-b' });
  journal.close();
  expect(() => readJournal(folder)).toThrow(`${folder}/journal.jsonl:2`);
  expect(() => readJournal(folder)).toThrow(InfrastructureError);
});

test.for(['12', 'null', '{"claim":"m1-a"}'])('so does JSON that is no event: %s', (line) => {
  const folder = pack();
  writeFileSync(join(folder, 'journal.jsonl'), `${line}\n{"event":"run-finished","at":"2026-11-26T00:00:00Z"}\n`);
  expect(() => readJournal(folder)).toThrow('journal.jsonl:1');
});

test('a line that a killed worker cut is ended before the run goes on writing', () => {
  const folder = pack();
  const journal = new Journal(folder);
  journal.write({ event: 'claim-started', claim: 'm1-a' });
  appendFileSync(join(folder, 'journal.jsonl'), '{"event":"claim-finished","cla');
  endCutLine(folder);
  endCutLine(folder);
  journal.write({ event: 'run-finished' });
  journal.close();
  expect(readJournal(folder).map(({ event }) => event)).toEqual(['claim-started', 'line-cut', 'run-finished']);
});

test('an output is kept once, under the hash of its content', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const stdout = { name: 'stdout.txt', content: 'höllo\n', mediaType: 'text/plain' };
  const artifact = journal.keep(stdout);
  expect(artifact).toEqual({ sha256: sha256('höllo\n'), name: 'stdout.txt', bytes: 7, mediaType: 'text/plain' });
  expect(journal.keep({ ...stdout, name: 'again.txt' })).toEqual({ ...artifact, name: 'again.txt' });
  const pcap = journal.keep({ name: 'a.pcap', content: Buffer.from([0xd4, 0xc3]), mediaType: 'application/vnd.tcpdump.pcap' });
  journal.close();
  expect(raw(folder).sort()).toEqual([artifact.sha256, pcap.sha256].sort());
  for (const name of raw(folder)) expect(sha256(readFileSync(join(folder, 'raw', name)))).toBe(name);
});

test('secrets stay out of journal and outputs, and what was taken out is told', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const token = ['abcdef', '0123456789abcdef'].join('.');
  const { sha256: hash } = journal.keep({ name: 'stdout.txt', content: `${token} ${token}`, mediaType: 'text/plain' });
  journal.write({ event: 'cleanup-failed', what: `token ${token}` });
  journal.close();
  expect(readFileSync(join(folder, 'raw', hash), 'utf8')).toBe('[bootstrap token removed] [bootstrap token removed]');
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).not.toContain(token);
  expect(readJournal(folder)).toMatchObject([
    { event: 'redacted', what: 'bootstrap token', count: 2 },
    { event: 'cleanup-failed', what: 'token [bootstrap token removed]' },
    { event: 'redacted', what: 'bootstrap token', count: 1 },
  ]);
});

test('an output that holds a printed private key is an event that can be read', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const observation: Observation = {
    id: 'm1-a/1',
    at: new Date(0).toISOString(),
    ms: 1,
    witness: 'command',
    probe: { says: 'the reader runs: openssl ecparam -genkey' },
    outcome: { says: `exit 0: ${key.split('\n')[0]}`, value: { exit: 0, stdout: key, stderr: '' } },
    repeated: 1,
    artifacts: [],
  };
  journal.write({ event: 'observation', claim: 'm1-a', observation });
  journal.close();
  expect(readJournal(folder)).toMatchObject([
    {
      observation: {
        outcome: { says: 'exit 0: [private key removed]', value: { exit: 0, stdout: '[private key removed]\n', stderr: '' } },
      },
    },
    { event: 'redacted', what: 'private key', count: 2 },
  ]);
});

test('an output that a power cut left short is written again', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const stdout = { name: 'stdout.txt', content: 'whole', mediaType: 'text/plain' };
  const file = join(folder, 'raw', journal.keep(stdout).sha256);
  writeFileSync(file, '');
  journal.keep(stdout);
  journal.close();
  expect(readFileSync(file, 'utf8')).toBe('whole');
});

test('a capture loses its secrets, a document of this repository keeps its bytes', () => {
  const folder = pack();
  const journal = new Journal(folder);
  const request = Buffer.from('GET / HTTP/1.1\r\nAuthorization: Bearer a-proof\r\n\r\n');
  const pcap = journal.keep({ name: 'a.pcap', content: request, mediaType: 'application/vnd.tcpdump.pcap' });
  const document = journal.keep({ name: 'a.md', content: request, mediaType: 'text/markdown', asItIs: true });
  journal.close();
  expect(readFileSync(join(folder, 'raw', pcap.sha256), 'utf8')).toBe('GET / HTTP/1.1\r\nAuthorization: Bearer XXXXXXX\r\n\r\n');
  expect(readFileSync(join(folder, 'raw', document.sha256))).toEqual(request);
  expect(readJournal(folder)).toMatchObject([{ event: 'redacted', what: 'credentials', count: 1 }]);
});

const writer = `
  import { Journal } from ${JSON.stringify(new URL('journal.ts', import.meta.url).href)};
  const journal = new Journal(process.argv[1]);
  for (let n = 1; ; n++) {
    journal.write({ event: 'claim-started', claim: 'm1-' + n + '-' + 'x'.repeat(20000) });
    process.stdout.write(n + '\\n');
  }`;

test('a run that is killed in the middle of writing loses nothing that it had written, and can go on', async () => {
  const folder = pack();
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) {
    told += chunk;
    if (told.split('\n').length > 20 && !child.killed) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  const whole = told.split('\n').slice(0, -1);
  const numbers = () => claims(folder).map((claim) => claim.split('-')[1]);
  expect(numbers().slice(0, whole.length)).toEqual(whole);
  expect(numbers().length - whole.length).toBeLessThanOrEqual(1);

  mendJournal(folder);
  const before = numbers();
  const resumed = new Journal(folder);
  resumed.write({ event: 'claim-started', claim: 'm1-resumed' });
  resumed.close();
  expect(numbers()).toEqual([...before, 'resumed']);
});
