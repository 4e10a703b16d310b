import { AsyncLocalStorage } from 'node:async_hooks';
import type { Part } from '../cluster/records/parts.ts';
import { partsIn, programsIn, type Crew } from './partsIn.ts';

/** What a claim has used of the lab until now, and who lives in its lane. */
interface Use {
  parts: Set<Part>;
  crew: () => Crew;
}

const noted = new AsyncLocalStorage<Use | undefined>();

/** Notes parts of the lab for the claim at work. Each door to the lab calls it, so that no reading can forget to. */
export function uses(...parts: readonly Part[]): void {
  for (const part of parts) noted.getStore()?.parts.add(part);
}

/** Notes what a command, a path or a manifest names. */
export function usesIn(text: string): void {
  const use = noted.getStore();
  if (use) uses(...partsIn(text, use.crew()));
}

/** Notes what a call uses beside its client: the server, and the proxy that tells the server's which protocol this is. */
export function usesOfCall(client: { injected: boolean }, target?: { parts: readonly Part[] }): void {
  uses(...(target?.parts ?? []), ...(client.injected ? (['istio.alpn'] as const) : []));
}

/** Notes what a command at the reader's workstation names, its programs among it. */
export function usesTyped(text: string): void {
  usesIn(text);
  uses(...programsIn(text));
}

export function notingUses<T>(use: Use, work: () => Promise<T>): Promise<T> {
  return noted.run(use, work);
}

/** What the lane does of itself, such as to wait for all of its pods, is no use that the claim makes of them. */
export function unnoted<T>(work: () => Promise<T>): Promise<T> {
  return noted.run(undefined, work);
}
