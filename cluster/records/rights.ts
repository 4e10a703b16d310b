/** What `cluster/manifests/existing-rights.yaml` gives the suite in somebody else's cluster; a test holds both together. */
export const rights = {
  /** The suite's own namespace: it holds identities, and nothing runs in it. */
  namespace: 'meshproof',
  /** Makes lanes. */
  runner: 'runner',
  /** Follow a document in one lane each. */
  readers: Array.from({ length: 12 }, (_, index) => `reader-${index + 1}`),
  /** The ClusterRole that is bound in a lane's namespaces. */
  laneRole: 'meshproof-lane',
  /** The ValidatingAdmissionPolicy that ends all of it at the lanes. */
  policy: 'meshproof-lanes',
  /** Linux capabilities that a container in a lane may add. Others reach into its node. */
  capabilities: [
    'AUDIT_WRITE',
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'MKNOD',
    'NET_BIND_SERVICE',
    'SETFCAP',
    'SETGID',
    'SETPCAP',
    'SETUID',
    'SYS_CHROOT',
    'NET_ADMIN',
    'NET_RAW',
    'SYS_PTRACE',
  ],
  manifest: 'cluster/manifests/existing-rights.yaml',
} as const;

export const userOf = (account: string): string => `system:serviceaccount:${rights.namespace}:${account}`;

/** The path at which an account's token is asked for. Nothing is stored there. */
export const tokenPath = (account: string): string => `/api/v1/namespaces/${rights.namespace}/serviceaccounts/${account}/token`;
