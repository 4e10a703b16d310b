import { type Assertion, claimEvidenceSchema, type ClaimEvidence, type Observation } from '../../helpers/evidence/schema.ts';
import type { RawFiles } from './rawFiles.ts';
import { lineOf, samplePath } from './sampleDocument.ts';

type Draft = Pick<ClaimEvidence, 'id' | 'quote' | 'says' | 'expected' | 'verdict' | 'reason'> & Partial<ClaimEvidence>;

const at = '2026-01-02T03:05:00Z';

const claim = (draft: Draft): ClaimEvidence =>
  claimEvidenceSchema.parse({
    document: samplePath,
    line: draft.line ?? lineOf(draft.quote),
    reading: 'literal',
    basis: 'measured',
    substitutions: ['images'],
    reproduce: `make verify CLAIMS=${draft.id} KEEP=1`,
    ...draft,
  });

const observation = (id: string, says: string, outcome: string, more: Partial<Observation> = {}): Observation => ({
  id,
  at,
  ms: 12.4,
  witness: 'client',
  probe: {
    says,
    from: 'attacker (10.244.1.7)',
    to: 'backend (10.96.12.34)',
    command: 'kubectl exec attacker -- curl -sS -m 3 http://backend/',
  },
  outcome: { says: outcome },
  repeated: 1,
  artifacts: [],
  ...more,
});

const assertion = (beat: Assertion['beat'], name: string, expected: string, observed: string, ids: string[]): Assertion => ({
  beat,
  name,
  expected,
  observed,
  agrees: expected === observed,
  settledMs: 260,
  attempts: 4,
  distinct: [
    { says: 'connection refused (curl 7)', count: 1 },
    { says: observed, count: 3 },
  ],
  observations: ids,
});

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: backend-policy
spec:
  podSelector:
    matchLabels: { app: backend }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: frontend } } }]
`;

/** A claim for each verdict, and special cases: markup in a quote, an erratum, a difference, a shared proof. */
export function sampleClaims(raw: RawFiles): ClaimEvidence[] {
  const body = raw.add(
    'stdout.txt',
    'Server address: 10.244.2.5:80\nServer name: backend-7c9-abc\n\u001b[31mred\u001b[0m <b>bold</b>\n',
  );
  const timeout = raw.add('stderr.txt', 'curl: (28) Connection timed out after 3001 milliseconds\n');
  const capture = raw.add('backend.pcap', new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 0, 1, 2, 255]), 'application/vnd.tcpdump.pcap');
  const log = raw.add('proxy-log.txt', '{"response_code":200,"path":"/"}\n'.repeat(400), 'text/plain');
  const manifest = raw.add('backend-policy.yaml', policy, 'application/yaml');

  const served = policy.replace('metadata:', 'metadata:\n  namespace: lane');
  const loose = raw.add(
    'NetworkPolicy-backend-policy.before.yaml',
    served.replace('app: frontend', 'app: attacker'),
    'application/yaml',
  );
  const strict = raw.add('NetworkPolicy-backend-policy.after.yaml', served, 'application/yaml');

  const encrypted = claim({
    id: 'm9-ex6-encrypted',
    quote: 'Nothing readable is on the wire - traffic is encrypted',
    line: lineOf('Nothing readable'),
    says: 'no plaintext between meshed pods',
    expected: 'undecided',
    basis: 'predicted',
    verdict: 'verified',
    reason: 'TLS records and no nonce.',
    durationMs: 4100,
    controls: [assertion('control', 'the nonce is readable without the mesh', 'nonce seen', 'nonce seen', ['o-6'])],
    expectations: [assertion('observation', 'no nonce with the mesh', 'TLS only', 'TLS only', ['o-7'])],
    observations: [
      observation('o-6', 'capture at backend', 'nonce seen', { witness: 'packet-capture', artifacts: [capture] }),
      observation('o-7', 'capture at backend', 'TLS only', { witness: 'packet-capture', artifacts: [log] }),
    ],
    witnesses: ['packet-capture'],
  });

  return [
    claim({
      id: 'm9-ctx-duration',
      quote: '**Duration**: 2-3 hours',
      says: 'the module takes two to three hours',
      expected: 'editorial',
      verdict: 'editorial',
      reason: 'human reading time is not machine-testable',
    }),
    claim({
      id: 'm9-ctx-certifications',
      quote: 'Customers demand security certifications',
      says: 'customers ask for certificates',
      expected: 'verified',
      verdict: 'not-run',
      reason: 'not selected',
    }),
    claim({
      id: 'm9-ex4-attacker-blocked',
      quote: 'This should fail with "Operation timed out" after 5 seconds.',
      says: 'a pod without the label cannot reach backend',
      expected: 'verified',
      verdict: 'verified',
      reason: 'The attacker was served before the policy and timed out after it, and no packet of it reached backend.',
      spec: 'specs/module-9/ex4/policy.spec.ts',
      world: 'policy',
      startedAt: at,
      durationMs: 5230,
      waitingMs: 5100,
      settledMs: 260,
      controls: [assertion('control', 'attacker is served without the policy', '200', '200', ['o-1'])],
      changes: [
        {
          at,
          says: 'applied backend-policy.yaml',
          artifacts: [manifest],
          objects: [{ object: 'NetworkPolicy/backend-policy', before: loose, after: strict }],
        },
      ],
      expectations: [assertion('observation', 'attacker is refused', 'timeout (curl 28)', 'timeout (curl 28)', ['o-2', 'o-3'])],
      observations: [
        observation('o-1', 'attacker GET http://backend/', '200 from backend-7c9-abc', { artifacts: [body], repeated: 3 }),
        observation('o-2', 'attacker GET http://backend/', 'timeout (curl 28)', {
          artifacts: [timeout],
          outcome: { says: 'timeout (curl 28)', value: { code: 0, body: 'first <line>\nsecond\n' } },
        }),
        observation('o-3', 'capture at backend', 'no packet of the nonce', {
          witness: 'packet-capture',
          artifacts: [capture, log],
        }),
      ],
      witnesses: ['client', 'packet-capture'],
      supports: ['NIST SC-7', 'PCI DSS 1.4.2'],
    }),
    claim({
      id: 'm9-ex4-script-quote',
      quote: 'It works for <script>alert(1)</script> & "quoted" names',
      says: 'names with <markup> work',
      expected: 'verified',
      verdict: 'contradicted',
      reason: 'The name "<script>" was refused & the control passed.',
      durationMs: 900,
      controls: [assertion('control', 'a plain name works', '200', '200', ['o-4'])],
      expectations: [assertion('observation', 'a quoted name works', '200', 'http-403: RBAC: access denied', ['o-5'])],
      observations: [
        observation('o-4', 'frontend GET http://backend/', '200', { artifacts: [body] }),
        observation('o-5', 'frontend GET http://"backend"/', 'http-403: RBAC: access denied'),
      ],
      witnesses: ['client'],
      erratum: { text: 'It works for plain names only.', verdict: 'verified' },
    }),
    claim({
      id: 'm9-ex6-tls-check',
      quote: 'istioctl authn tls-check',
      says: 'the command exists',
      expected: 'stale',
      verdict: 'stale',
      reason: 'istioctl 1.31.0 has no authn; its neighbour proxy-status works.',
      durationMs: 310,
      substitutions: ['envoy-without-wasm', 'images'],
    }),
    claim({
      id: 'm9-ex6-sniffer',
      quote: 'kubectl exec deploy/sniffer -- tcpdump -c 10 port 80',
      says: 'the sniffer sees the traffic',
      expected: 'vacuous',
      verdict: 'vacuous',
      reason: 'The command prints the same with and without the mesh.',
      durationMs: 4100,
    }),
    encrypted,
    {
      ...encrypted,
      id: 'm9-ctx-plaintext',
      quote: 'traffic is encrypted',
      says: 'calls between services are not readable',
      expected: 'verified',
      sameAs: encrypted.id,
      reason: `Says the same as ${encrypted.id}. ${encrypted.reason}`,
    },
    claim({
      id: 'm9-ex6-latency',
      quote: 'Sidecars add a latency of 1 to 2 ms.',
      says: 'the overhead of two sidecars is 1 to 2 ms',
      expected: 'verified',
      verdict: 'inconclusive',
      reason: 'The control failed: backend had no ready pod.',
      attempts: [{ startedAt: '2026-01-02T03:01:00Z', verdict: 'inconclusive', reason: 'The API server gave no answer.' }],
      durationMs: 30000,
    }),
    claim({
      id: 'm9-ex6-route',
      quote: 'An OpenShift Route gives the same result.',
      says: 'a Route behaves like the Ingress',
      expected: 'not-applicable',
      needs: ['openshift-routes'],
      verdict: 'not-applicable',
      lacks: 'openshift-routes',
      reason: 'The cluster has no API group route.openshift.io.',
    }),
  ];
}
