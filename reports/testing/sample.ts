import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Evidence, evidenceSchema } from '../../helpers/evidence/schema.ts';
import { plantedFidelity } from '../../helpers/evidence/testing.ts';
import { countVerdicts } from '../pack/population.ts';
import { RawFiles, sha256 } from './rawFiles.ts';
import { sampleClaims } from './sampleClaims.ts';
import { sampleDocument, samplePath } from './sampleDocument.ts';
import { addNotices } from './sampleNotices.ts';
import { sampleWalk } from './sampleWalk.ts';

/** Evidence of a small run with every verdict. `copies` repeats the claims under other ids. */
export function sampleEvidence(raw: RawFiles, copies = 1): Evidence {
  raw.add('module-9.md', sampleDocument, 'text/markdown');
  const once = sampleClaims(raw);
  const claims = Array.from({ length: copies }, (_, copy) =>
    once.map((claim) => (copy === 0 ? claim : { ...claim, id: `${claim.id}-${copy}` })),
  ).flat();
  return evidenceSchema.parse({
    schema: 'meshproof/evidence/v1',
    run: {
      id: '2026-01-02T03-04-05Z-sample',
      started: '2026-01-02T03:04:05Z',
      finished: '2026-01-02T03:09:45Z',
      status: 'complete',
      interruptions: 1,
      selection: 'all',
      suite: { version: '0.1.0', commit: '0123456789abcdef0123456789abcdef01234567', dirty: false },
      environment: {
        provider: 'embedded',
        clusterUid: '6f1c7a52-0000-4000-8000-000000000000',
        nodes: 3,
        kubernetes: 'v1.36.3',
        istio: '1.31.0',
        proxy: 'envoy 1.40.0',
        networkPolicy: 'kube-network-policies 0.8.0',
        kubeProxyMode: 'iptables',
        components: [
          { name: 'kubernetes', version: 'v1.36.3' },
          { name: 'nginx', version: '1.22.1', digest: `sha256:${sha256('nginx')}` },
        ],
        substitutions: [
          {
            name: 'envoy-without-wasm',
            for: "istio-proxy's Envoy with its stats filter",
            by: 'Envoy 1.40.0 from PyPI',
            replaces: ['image docker.io/istio/proxyv2'],
            affects: ['m9-ex6-tls-check'],
          },
          {
            name: 'images',
            for: 'published images',
            by: 'images built from package registries',
            replaces: ['node'],
            affects: [],
          },
        ],
      },
      redactions: [{ what: 'service account token', count: 2 }],
    },
    documents: [
      {
        path: samplePath,
        sha256: sha256(sampleDocument),
        lines: sampleDocument.split('\n').length - 1,
        coverage: { claimed: 9, editorial: 8, unclassified: 0 },
      },
    ],
    claims,
    walkthroughs: [sampleWalk(raw)],
    notices: addNotices(raw),
    fidelity: raw.add('fidelity.json', JSON.stringify(plantedFidelity), 'application/json'),
    summary: countVerdicts(claims),
  });
}

/** The same run, interrupted, with a check of the lab that does not hold and one that was not made. */
export function faultyRun(evidence: Evidence): Evidence {
  const at = evidence.run.started;
  const nothing = { controls: [], changes: [], expectations: [], observations: [] };
  const says = 'nothing reaches outside';
  const check = { says, spec: 'specs/lab/outside.spec.ts', holds: false, reason: 'A pod reached <b>an address</b> outside.' };
  const lab = [{ ...check, startedAt: at, durationMs: 5, ...nothing }];
  return { ...evidence, run: { ...evidence.run, status: 'interrupted', lab, labSelected: 2 } };
}

/** What the run of this evidence would have written down. */
export function sampleJournal({ run, claims }: Evidence): string {
  const measured = claims.filter(({ verdict, sameAs }) => !sameAs && verdict !== 'editorial' && verdict !== 'not-run');
  const events = [
    { event: 'run-started', runId: run.id, at: run.started },
    ...measured.map((evidence) => ({ event: 'claim-finished', claim: evidence.id, evidence, at: run.finished })),
    ...run.lab.map((check) => ({ event: 'lab-checked', check, at: run.finished })),
    { event: 'run-finished', at: run.finished },
  ];
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Writes evidence.json, journal.jsonl and raw/ of a sample pack into `dir` and returns the evidence. */
export async function writeSample(dir: string, copies = 1): Promise<Evidence> {
  const raw = new RawFiles();
  const evidence = sampleEvidence(raw, copies);
  await mkdir(join(dir, 'raw'), { recursive: true });
  await writeFile(join(dir, 'evidence.json'), `${JSON.stringify(evidence, undefined, 2)}\n`);
  await writeFile(join(dir, 'journal.jsonl'), sampleJournal(evidence));
  for (const [hash, content] of raw.files) await writeFile(join(dir, 'raw', hash), content);
  return evidence;
}
