import type { Target } from './observe.ts';
import type { State } from './schema.ts';

/** The cluster that a walk happens in. */
export type Ground = {
  name: string;
  own: boolean;
  /** Where kubectl goes, once the cluster stands. */
  target: () => Target | undefined;
  /** The state now, or null while there is no cluster. */
  look: () => Promise<State>;
  /** Removes the cluster, or what the walk made in the one that stays; says what is not as it was. */
  leave: () => Promise<string[]>;
  /** In a cluster that is not ours: who types, and how the text reads there. */
  reader?: {
    /** Stands for the document’s namespace default. */
    namespace: string;
    typed: (text: string) => string;
    saved: (text: string) => string;
    env: Record<string, string>;
  };
};
