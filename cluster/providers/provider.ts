import type { EngineName } from '../host/engine.ts';
import type { Lab } from '../records/session.ts';
import type { Tool } from '../host/toolVersions.ts';
import type { Capabilities, Cluster } from '../records/state.ts';
import type { Supply } from '../records/supply.ts';

/** `half`: something is there, and not all of what makes a cluster. */
export type Standing = 'none' | 'half' | 'up';

export type Prepared = {
  supply: Supply;
  /** Makes the cluster's nodes and network; pods can be scheduled when it returns. */
  create: (lab: Lab) => Promise<void>;
};

export type Provider = {
  readonly name: string;
  /** The container engine that holds the nodes; absent when they are none of ours. */
  readonly engine?: EngineName;
  /** How many nodes must be Ready. */
  readonly nodes: number;
  /** What it would make, or accept, of a cluster that stands already. */
  readonly wanted: Partial<Cluster['variant']>;
  /** Builds, finds or checks what the cluster is made of; makes no cluster. May take minutes when nothing is cached. */
  prepare(lab: Lab): Promise<Prepared>;
  /** Looks, fast (≤ 1 s), at what is there. */
  standing(lab: Lab, cluster: Cluster | undefined): Promise<Standing>;
  /** Renews what ends by itself before a cluster that stands is used again: a token ends after some hours. */
  renew?(lab: Lab): Promise<void>;
  /** Waits until all of the cluster itself is Ready. */
  settle(lab: Lab, supply: Supply): Promise<void>;
  /**
   * Removes everything that `create` made, whatever state it is in.
   *
   * @returns what was removed, with counts; undefined when there was nothing
   */
  destroy(lab: Lab): Promise<string | undefined>;
  /** What is still there after `destroy`, one line each. */
  leftovers(lab: Lab): Promise<string[]>;
};

/** What is asked of the machine to choose; every probe is bounded in time. */
export type Probes = {
  /** The engines that answer, in order of preference. */
  engines(): Promise<EngineName[]>;
  /** Whether the engine could pull kindest/node: it has it, or its registry answers. ≤ 1.5 s. */
  canPull(engine: EngineName): Promise<boolean>;
};

/** Why a provider fits this machine, with its engine; or why it does not. */
export type Fit = { fits: true; engine?: EngineName; reason: string } | { fits: false; reason: string };

type Environment = Record<string, string | undefined>;

/** A kind of provider, as the registry lists it. */
export type ProviderKind = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** For PROVIDER=auto: whether the machine and the environment have what it takes. */
  fits: (env: Environment, probes: Probes) => Promise<Fit>;
  /** The engine, when PROVIDER names this provider. */
  engineFor: (env: Environment, probes: Probes) => Promise<EngineName | undefined>;
  /** @throws UsageError for a version that it doesn't have */
  open: (engine: EngineName | undefined, env: Environment) => Provider;
  /** Programs that it takes from PATH, in versions that fit. */
  tools: (env: Environment) => Tool[];
  /** Those of them that the suite brings where PATH has none that fits: built, or installed as packages. */
  brings: (env: Environment) => { built: readonly string[]; installed: readonly string[] };
};
