import { settings } from './settings.ts';

/**
 * Every time that the engine waits or allows, in milliseconds. Those that depend on each other are held by times.test.ts.
 * What a time is for stands here; a spec names none but the limit of a command of its own.
 */
export const times = {
  /** From one sample of a steady reading to the next. */
  poll: 250,
  /** How long a steady reading is polled after a change, before a disagreement counts; gateway-api's 30 s. Where it is
   * to disagree, less is enough: of the 2005 statements of a full run that agreed, 99.8 % had settled after 8 s. */
  window: settings().brokenWorld ? 12_000 : 30_000,
  /** The same once something was seen to turn: the last lines of a log may be on their way. */
  settledWindow: 3_000,
  /** How long an agreement must hold after a disagreement that nothing explains: 20 calls, of which one in three fails, pass in 0.03 %. */
  hold: 5_000,
  /** Beyond its window a reading that still flaps is given up. */
  flapping: 15_000,
  /** An AuthorizationPolicy was seen to act for up to 3 s after it was deleted, and to begin as late after it was applied. */
  turning: 10_000,
  /** How long Envoy lets connections live on under a configuration that was replaced (Istio's drainDuration). */
  drain: 45_000,
  /** A value that is noted must repeat itself within this time. */
  note: 20_000,
  /** A whole claim, as vitest limits it. */
  claim: 240_000,
  /** A claim's body: vitest's own limit would let the body go on in the next claim's lane. */
  body: 210_000,
  /** A reader's command that names no limit. */
  command: 60_000,
  /** A terminal session, in which a pod starts and goes. */
  session: 90_000,
  /** Commands in a cluster of their own: less than a claim's body may take. */
  elsewhere: 200_000,
  /** From the end of a command's limit to its SIGKILL: it has nothing more to do, or a trap in which it cleans up, such as a folder. */
  kill: 2_000,
  trap: 60_000,
  /** For what a claim's end puts back, within vitest's limit. */
  undo: 20_000,
  /** From a request to its line in a container's log on a busy node; a proxy flushes its log once a second. */
  logLag: 10_000,
  /** By how much a node's clock may be behind this machine's. */
  skew: 5_000,
  /** How far back a search of a log goes. */
  lookBack: 600_000,
  /** How long a lane beyond the sure ones may wait for idle processors before it takes its spec file all the same. */
  idleCpu: 60_000,
  /** Until Prometheus has read a first target; ours reads every 5 s, others’ every 15 s or 30 s. */
  scrape: 45_000,
  /** Until Kiali knows a new namespace: it keeps its list of them for 10 s (kubernetes_config.cache_token_namespace_duration). */
  kialiNamespaces: 15_000,
  /** Until a workload has a Ready pod, after a restart for instance. */
  pod: 10_000,
  podReady: 90_000,
  podGone: 40_000,
  /** Until a namespace is gone with its pods, which have 30 s to end. */
  namespaceGone: 60_000,
  deployment: 120_000,
  endpoints: 30_000,
  serviceAccount: 20_000,
  /** Until the API server serves the kind of a new CustomResourceDefinition. */
  served: 30_000,
  /** Until the API server goes by roles that were just created. */
  rights: 20_000,
  /** Until kube-proxy has written what it heard of, at most once a second. */
  rules: 60_000,
  /** Until an ephemeral container with tcpdump runs, and until tcpdump says that it listens. */
  tap: 60_000,
  listening: 10_000,
  /** Until a capture of this machine's way out has seen this machine itself. */
  sentinel: 20_000,
  /** The last segments reach tcpdump after the client has its answer. */
  lastSegments: 300,
  /** What a change still does to calls after the command that made it has ended. */
  afterwards: 1_000,
} as const;
