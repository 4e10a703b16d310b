import type { Fault } from './fault.ts';

const eitherWay = ['as-expected', 'nothing-learned'] as const;

/** Every fault, by the name that FAULTS takes. A new one is a row here. */
export const faults: Readonly<Record<string, Fault>> = {
  'kill-verify': {
    says: 'the program behind make verify is killed (SIGKILL)',
    kind: 'signal',
    signal: 'SIGKILL',
    to: 'verify',
    ends: ['killed'],
  },
  'kill-vitest': {
    says: 'vitest is killed with all its workers, which are its threads (SIGKILL)',
    kind: 'signal',
    signal: 'SIGKILL',
    to: 'vitest',
    ends: ['nothing-learned'],
  },
  'kill-starter': {
    says: 'the process by which a worker starts a reader’s commands is killed (SIGKILL)',
    kind: 'signal',
    signal: 'SIGKILL',
    to: 'starter',
    ends: eitherWay,
  },
  'kill-command': {
    says: 'a reader’s command is killed (SIGKILL)',
    kind: 'signal',
    signal: 'SIGKILL',
    to: 'command',
    ends: eitherWay,
  },
  interrupt: {
    says: 'Ctrl-C (SIGINT)',
    kind: 'signal',
    signal: 'SIGINT',
    to: 'verify',
    // before it has begun anything it heeds no signal
    ends: ['interrupted', 'killed'],
  },
  'api-server': {
    says: 'the API server is killed (SIGKILL), and started again by its kubelet',
    kind: 'kill-in-node',
    program: 'kube-apiserver',
    ends: eitherWay,
  },
  istiod: {
    says: 'istiod is killed (SIGKILL), and started again by its kubelet',
    kind: 'kill-in-node',
    program: 'pilot-discovery',
    ends: eitherWay,
  },
  kubelet: {
    says: 'the kubelet of a worker node is stopped for a minute',
    kind: 'service',
    service: 'kubelet',
    holds: 60,
    ends: eitherWay,
  },
  node: {
    says: 'a worker node stands still for a minute: the container engine pauses all its processes',
    kind: 'pause',
    holds: 60,
    ends: eitherWay,
  },
  connections: {
    says: 'the run’s connections to the API server are reset, execs among them',
    kind: 'cut',
    root: true,
    ends: eitherWay,
  },
  'disk-full': {
    says: 'the disk under reports/out, and so under the journal, is full while claims run',
    kind: 'disk-full',
    from: 'claims',
    root: true,
    ends: ['nothing-learned'],
  },
  'disk-full-at-end': {
    says: 'the disk under reports/out is full when the report is to be written',
    kind: 'disk-full',
    from: 'report',
    root: true,
    ends: ['nothing-learned'],
  },
  clock: {
    says: 'the clock of the machine, nodes included, jumps ahead by 90 s, and back after 10 s',
    kind: 'clock',
    seconds: 90,
    root: true,
    holds: 10,
    ends: eitherWay,
  },
  load: {
    says: 'two busy processes of others for each processor, until the run ends',
    kind: 'load',
    perCore: 2,
    ends: eitherWay,
  },
};
