import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import type { Source } from '../matrix/cells.ts';
import { countVerdicts } from '../pack/population.ts';
import { RawFiles } from './rawFiles.ts';
import { sampleEvidence } from './sample.ts';

interface Versions {
  istio: string;
  kubernetes: string;
  proxy?: string;
  compatibility?: string;
}

/** A cell of the sample’s claims on a cluster of these versions. */
export function sampleCell(
  { istio, kubernetes, proxy = '1.40.0', compatibility }: Versions,
  change: (claim: (id: string) => ClaimEvidence, evidence: Evidence) => void = () => undefined,
): Source & { evidence: Evidence } {
  const evidence = sampleEvidence(new RawFiles());
  const { environment } = evidence.run;
  Object.assign(environment, { istio, kubernetes, proxy });
  if (compatibility) environment.components.push({ name: 'compatibilityVersion', version: compatibility });
  evidence.run.id = `2026-01-02T03-04-05Z-${istio}-${kubernetes}`;
  change((id) => evidence.claims.find((claim) => claim.id === id)!, evidence);
  evidence.summary = countVerdicts(evidence.claims);
  return { wish: { ISTIO: istio }, evidence, href: `../cells/${istio}/index.html`, problems: [] };
}
