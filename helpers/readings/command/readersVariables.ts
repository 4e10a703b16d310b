import { readBy } from '../../../cluster/variables/table.ts';

/** What a reader's terminal has, and what the shell and the tools go by. */
const ofTerminal = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LC_ALL',
  'TERM',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
];

/** How a machine reaches its container engine: specs make clusters of their own. */
const ofEngine = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

const ofNetwork = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/** They say what this run is to do; in a reader’s command they would change what a target does. Whose KUBECONFIG that is, is not the reader. */
const ofThisRun = ['KEEP', 'DRY_RUN', 'KUBECONFIG'];

const ofTargets = readBy(['kind-up', 'istio-sidecar', 'mtls-strict', 'kiali', 'kind-down']).filter(
  (name) => !ofThisRun.includes(name),
);

/**
 * The variables of a reader who follows a document. All others stay with this program: a CI's tokens are among them, and a document's
 * commands print what they like.
 */
export function readersVariables(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const all = [...ofTerminal, ...ofEngine, ...ofNetwork, ...ofTargets];
  return Object.fromEntries(
    all.flatMap((name) => {
      const value = env[name];
      return value === undefined || holdsPassword(value) ? [] : [[name, value]];
    }),
  );
}

/** A URL with a user and a password, such as that of a proxy. */
function holdsPassword(value: string): boolean {
  return /:\/\/[^/\s@]*:[^/\s@]*@/.test(value);
}
