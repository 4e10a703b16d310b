import type { Artifacts } from './artifacts.ts';
import type { Versions } from './versions.ts';

export type { Artifacts, Component, Substitution } from './artifacts.ts';

/** How a build is run. */
export interface BuildOptions {
  /** From `loadVersions()`; the variant (KUBERNETES, ENVOY) is already chosen in it. */
  versions: Versions;
  /** Absolute folder for finished steps; `<cache>/build/` is made in it. */
  cache: string;
  /** Receives progress lines; default: a live display on a terminal, lines on standard error otherwise. */
  progress?: (line: string) => void;
  /** Print every step that would run and touch nothing. */
  dryRun?: boolean;
  /** Ends the children and rejects with its reason. */
  signal?: AbortSignal;
}

/** Builds every missing part of the embedded cluster and returns where they are. */
export async function build(_options: BuildOptions): Promise<Artifacts> {
  throw new Error('embedded build: being written');
}
