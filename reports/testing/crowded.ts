import type { Pack } from '../pack/load.ts';
import { sha256 } from './rawFiles.ts';

/** The pack with 400 copies of the claim `id`, each with its own outputs: too many for a page. */
export function crowded(pack: Pack, id: string): Pack {
  const texts = new Map(pack.texts);
  const like = pack.evidence.claims.filter((claim) => claim.id === id);
  const claims = Array.from({ length: 400 }, (_, copy) =>
    like.map((claim) => ({
      ...claim,
      id: `${id}-${copy}`,
      observations: claim.observations.map((one, index) => {
        const text = `${copy}-${index} `.repeat(1000);
        texts.set(sha256(text), text);
        return { ...one, artifacts: [{ sha256: sha256(text), name: 'stdout.txt', bytes: text.length, mediaType: 'text/plain' }] };
      }),
    })),
  ).flat();
  return { ...pack, walks: [], texts, evidence: { ...pack.evidence, claims } };
}
