/** The floors of the house, top down: a folder imports its own files and those of the floors below it, never one above. */
const floors = {
  cluster: ['cli\\.ts', 'commands', 'doctor', 'providers', 'mesh', 'kube', 'records', 'variables', 'versions\\.ts', 'host'],
  helpers: [
    'index\\.ts',
    'faults',
    'matrix',
    'gate',
    'fidelity',
    'run',
    'authoring',
    'mutants',
    'walkthrough',
    'errata',
    'radar',
    'claim',
    'readings',
    'starter',
    'lane',
    'kube',
    'evidence',
    'ledger',
    'documents',
    '[^/]+\\.ts',
  ],
  reports: [
    'cli\\.ts',
    'render\\.ts',
    'matrix',
    'gate',
    'radar',
    'diff',
    'walkthrough',
    'formats\\.ts',
    'formats',
    'web',
    'pack',
    '[^/]+\\.ts',
  ],
};

const at = (house, floor) => `^${house}/${floor.endsWith('.ts') ? `${floor}$` : `${floor}/`}`;

const down = Object.entries(floors).flatMap(([house, names]) =>
  names.slice(1).map((floor, index) => ({
    name: `${house}: ${floor.replace('\\.', '.')} looks down only`,
    severity: 'error',
    // the tests of a floor may plant what stands above it
    from: {
      path: at(house, floor),
      pathNot: `(\\.test\\.ts$|${names
        .slice(0, index + 1)
        .map((above) => at(house, above))
        .join('|')})`,
    },
    to: { path: names.slice(0, index + 1).map((above) => at(house, above)) },
  })),
);

const wall = (name, from, to, pathNot) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: to, pathNot },
});

export default {
  forbidden: [
    ...down,
    wall('cluster knows nothing above it', '^cluster/', '^(helpers|reports|specs)/'),
    wall('helpers draws no pages', '^helpers/', '^(reports|specs)/'),
    wall(
      'reports reaches no cluster: of the engine it takes records, of cluster only this machine',
      '^reports/',
      '^(helpers|cluster|specs)/',
      [
        '^helpers/(evidence|walkthrough/(schema|testing)\\.ts|gate/result\\.ts|matrix/record\\.ts|radar/result\\.ts|[^/]+\\.ts$)',
        '^cluster/(host|variables)/',
        '^cluster/records/names\\.ts$',
      ],
    ),
    wall('a spec has one door', '^specs/.*\\.spec\\.ts$', '^(helpers|cluster|reports)/', ['^helpers/index\\.ts$']),
    { name: 'no circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing is imported by nobody',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.test\\.ts$', '\\.spec\\.ts$', '\\.(js|mjs|mts)$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
