// Variables that nobody gives to make, and names that are taken for none.

/** Set by a program of the suite for another one. */
export const internal: Record<string, string> = {
  SUITE: 'the tests whose Allure results are written',
  MESHPROOF_PACK: 'folder of the pack under way',
  MESHPROOF_WATCH: 'make watch: workers outlive a run, with their lanes',
  MESHPROOF_INSTRUMENTS: 'make mutants: each statement is judged with broken instruments as well',
  MESHPROOF_BROKEN_WORLD: 'make mutants: a claim that has turned goes no further',
  MESHPROOF_READERS_FOLDER: 'make mutants: where a reader’s commands start, if not in the checkout',
  MESHPROOF_READERS_VARIABLES: 'make mutants: variables of a reader’s shell, as JSON',
  MESHPROOF_PACKS: 'folder of packs, for runs in broken worlds',
};

/** Set by the machine or by another program, and read as every program reads them. */
export const foreign: Record<string, string> = {
  PATH: 'where programs are looked for',
  CONTAINERS_CONF: 'Podman’s settings: where it is set, PROVIDER=kind makes none of its own',
  DOCKER_HOST: 'address of Docker’s or Podman’s daemon: where it is set, doctor cannot tell that daemon’s rights',
  XDG_CACHE_HOME: 'folder of the cache, unless MESHPROOF_CACHE names one',
  XDG_CONFIG_HOME: 'folder of the signing key, unless MESHPROOF_SIGNING_KEY names one',
  VITEST_POOL_ID: 'number of a vitest worker',
  MAKEFLAGS: 'make’s command line, where wrong variables are looked for',
  GITHUB_ACTIONS: 'whether a step of GitHub Actions reads the output',
  GITHUB_STEP_SUMMARY: 'file of that step’s summary',
  MAKELEVEL: 'whether another make calls this one',
};

/** Components with one version: in the environment, a version for them is an error, because it would change nothing. */
export const fixed = ['containerd', 'prometheus', 'kiali'];

/** Names of other programs that are near one of `given`. */
export const others = ['KUBE_CONFIG'];
