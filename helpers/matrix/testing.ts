import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Basis } from '../evidence/basis.ts';
import { Journal } from '../evidence/journal.ts';
import { evidenceSchema, type Environment } from '../evidence/schema.ts';
import { verdicts } from '../verdict.ts';

export const environment: Environment = {
  ...{ provider: 'embedded', clusterUid: 'u-1', nodes: 3, kubernetes: '1.36.3', istio: '1.31.0', proxy: '1.40.0' },
  ...{ networkPolicy: 'x', kubeProxyMode: 'iptables', components: [], substitutions: [] },
};

export const basis: Basis = { version: '0.1.0', commit: 'c0', changes: {}, sources: { 'specs/claims/a.yaml': 'a' } };

interface Made {
  status?: 'complete' | 'interrupted';
  finished?: Date;
  selected?: string[];
  basis?: Basis;
  environment?: Partial<Environment>;
}

/** A pack without claims, as a run leaves it. */
export async function makePack(pack: string, made: Made = {}): Promise<string> {
  const { status = 'complete', finished = new Date('2026-01-02T03:30:00Z'), selected = ['m1-a'] } = made;
  await mkdir(pack, { recursive: true });
  const journal = new Journal(pack);
  const start = { runId: 'r', selection: 'all', selected, toMeasure: selected, labChecks: 0, strict: false };
  journal.write({ event: 'run-started', ...start, basis: made.basis ?? basis });
  journal.close();
  const evidence = evidenceSchema.parse({
    schema: 'meshproof/evidence/v1',
    run: {
      ...{ id: 'r', started: '2026-01-02T03:00:00Z', finished: finished.toISOString(), status, selection: 'all' },
      suite: { version: '0.1.0', commit: 'c0', dirty: false },
      environment: { ...environment, ...made.environment },
    },
    documents: [],
    claims: [],
    summary: Object.fromEntries(verdicts.map((verdict) => [verdict, 0])),
  });
  await writeFile(join(pack, 'evidence.json'), JSON.stringify(evidence));
  return pack;
}
