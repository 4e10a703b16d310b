import { expect, test } from 'vitest';
import type { ClaimEvidence, Observation } from '../../../../helpers/evidence/schema.ts';
import { RawFiles } from '../../../testing/rawFiles.ts';
import { sampleEvidence } from '../../../testing/sample.ts';
import { samplePcap } from '../../../testing/samplePcap.ts';
import { renderDiagram } from './diagram.ts';
import { renderMatrix } from './matrix.ts';
import { quantile } from './measurements.ts';
import { hexDump, renderCapture } from './packet.ts';
import { readPcap } from './pcap.ts';
import { quantitiesOf, renderQuantities } from './quantity.ts';
import { renderTimeline } from './timeline.ts';
import { party, wayOf } from './way.ts';

const claims = sampleEvidence(new RawFiles()).claims;
const blocked = claims.find(({ id }) => id === 'm9-ex4-attacker-blocked')!;
const says = (text: string) => wayOf({ outcome: { says: text } });

test('the way of a request is read from its typed outcome', () => {
  expect(
    [
      '200 from nginx',
      '405 from envoy',
      '403 RBAC: access denied, from envoy',
      'reset (curl 56)',
      'refused (curl 7)',
      'timeout (curl 28)',
      'dns (curl 6)',
      '9.5 (v1 ×9)',
    ].map(says),
  ).toEqual(['served', 'served', 'proxy', 'door', 'door', 'dropped', 'unnamed', 'other']);
});

test('a party is a pod or a Deployment, without what a run adds to its name', () => {
  expect(['attacker (10.244.1.5)', 'frontend-7ff7f4d7d7-j5hh2 (10.244.2.4)', 'http://no-such'].map(party)).toEqual([
    'attacker',
    'frontend',
    'no-such',
  ]);
});

test('the diagram says who talked to whom in both worlds, and where it ended', () => {
  const figure = renderDiagram(blocked).toString();
  expect(figure).toMatch(
    /Control.*data-way="served".*<b>attacker<\/b>.*<b>backend<\/b>.*Observation.*data-way="dropped".*dropped on the way/s,
  );
  expect(renderDiagram(claims.find(({ id }) => id === 'm9-ex6-tls-check')!)).toBe(false);
});

test('the timeline has a bar for each assertion that was observed', () => {
  const figure = renderTimeline(blocked).toString();
  expect(figure).toContain('class="control"');
  expect(figure).toContain('class="observation"');
  expect(figure).toContain('class="changed"');
});

test('the matrix shows source by request, before and after the change', () => {
  const seen = (id: number, at: string, from: string, outcome: string): Observation => ({
    ...blocked.observations[0]!,
    id: `x/${id}`,
    at,
    probe: { says: `${from} GET http://backend`, from, to: 'backend' },
    outcome: { says: outcome },
  });
  const observations = ['a', 'b', 'c'].flatMap((from, index) => [
    seen(index, '2026-01-02T03:00:00Z', from, '200'),
    seen(index + 3, '2026-01-02T03:09:00Z', from, from === 'c' ? '200' : 'timeout (curl 28)'),
  ]);
  const table = renderMatrix({ ...blocked, observations }).toString();
  expect(table.match(/data-way="dropped"/g)).toHaveLength(2);
  expect(table).toContain('GET http://backend');
  expect(renderMatrix(blocked)).toBe(false);
});

test('a number that had to be in a range is drawn on an axis with the range', () => {
  const measured: ClaimEvidence = {
    ...blocked,
    expectations: [{ ...blocked.expectations[0]!, expected: 'from 6.9 to 13.1', observed: '9.5 (v1 ×905, v2 ×95)' }],
  };
  expect(quantitiesOf(measured)).toMatchObject([{ low: 6.9, high: 13.1, value: 9.5 }]);
  expect(renderQuantities(measured).toString()).toContain('allowed 6.9 to 13.1');
  expect(renderQuantities(blocked)).toBe(false);
});

test('quantiles are values of the sample', () => {
  expect([0.5, 0.9, 1].map((q) => quantile([1, 2, 3, 4], q))).toEqual([2, 4, 4]);
});

test('a capture shows the packet that decides, in hex and ASCII', () => {
  const pcap = samplePcap('GET / HTTP/1.1\r\nHost: backend\r\n\r\n');
  expect(readPcap(pcap)).toMatchObject({ packets: 2, withPayload: [{ number: 2, from: '10.0.0.1:40000', to: '10.0.0.2:80' }] });
  const figure = renderCapture(pcap).toString();
  expect(figure).toContain('2 packets, 1 with TCP payload: 1 start with readable HTTP, 0 with a TLS record');
  expect(figure).toContain('0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..');
  expect(renderCapture(samplePcap(Uint8Array.of(23, 3, 3, 0, 1, 7))).toString()).toContain('TLS record: application data');
});

test('what is no capture says so, a torn one shows what is whole', () => {
  expect(renderCapture(new Uint8Array([1, 2, 3])).toString()).toContain('Not a pcap file');
  const whole = samplePcap('GET / HTTP/1.1\r\n');
  expect(readPcap(whole.subarray(0, whole.length - 3))).toMatchObject({ packets: 1 });
  expect(hexDump(Uint8Array.of(0, 65))).toBe('0000  00 41                                             .A');
});
