/** The graph of imports, as docs/explanation/architecture.md draws it: an arrow is "may import". */
const rooms = {
  codebook: [],
  'event-store': [],
  platform: [],
  statistics: ['codebook'],
  vault: ['event-store'],
  access: ['event-store', 'vault'],
  'read-model': ['event-store'],
  web: ['platform', 'codebook', 'access'],
  runtime: ['codebook', 'statistics', 'event-store', 'read-model', 'vault', 'access', 'platform', 'web'],
  victims: ['codebook', 'statistics', 'event-store', 'read-model', 'vault', 'access', 'platform', 'web'],
  judicial: ['codebook', 'statistics', 'event-store', 'read-model', 'vault', 'access', 'platform', 'web'],
};
const spec = '\\.(spec|fixture)\\.ts$|/contract/|/bench/';

const onlyAllowed = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports`,
  severity: 'error',
  comment: `libs/${room} may import ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^libs/${room}/`, pathNot: spec },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'contexts-are-strangers',
      severity: 'error',
      comment: 'The victim database and the judicial database never know of each other, in no form.',
      from: { path: '^(libs|apps)/victims/' },
      to: { path: '^(libs|apps)/judicial/|^libs/codebook/src/judicial/' },
    },
    {
      name: 'contexts-are-strangers-too',
      severity: 'error',
      comment: 'The same the other way.',
      from: { path: '^(libs|apps)/judicial/' },
      to: { path: '^(libs|apps)/victims/|^libs/codebook/src/victims/' },
    },
    ...onlyAllowed,
    {
      name: 'testing-knows-no-context',
      severity: 'error',
      from: { path: '^libs/testing/' },
      to: { path: '^(apps|libs/(victims|judicial))/' },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'From outside a lib only its index.ts.',
      // jest's own set-up starts the test cluster before anything else: it loads no more than it needs.
      from: { path: '^(?:apps|libs)/([^/]+)/', pathNot: 'jest-global-setup' },
      to: {
        path: '^libs/([^/]+)/src/',
        pathNot: `^libs/[^/]+/src/index\\.ts$|^libs/$1/|^libs/codebook/src/(victims|judicial)/index\\.ts$`,
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'eventstoredb-client-in-its-adapter',
      severity: 'error',
      from: { pathNot: '^libs/event-store/src/eventstoredb/' },
      to: { path: 'node_modules/@eventstore/db-client' },
    },
    {
      name: 'pg-where-allowed',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: `^libs/(event-store/src/postgres|read-model|vault|access|platform|runtime|testing)/|${spec}`,
      },
      to: { path: 'node_modules/(@types/)?pg(-copy-streams)?/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'typeorm-in-read-models',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: `^libs/(read-model|victims|judicial|testing)/|${spec}` },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'crypto-where-allowed',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: `^libs/(event-store|vault|access|read-model|platform|statistics|testing)/|${spec}`,
      },
      to: { path: '^(node:)?crypto$' },
    },
    {
      name: 'no-deprecated-core',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['core'], path: '^(punycode|domain|sys)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var|node_modules/(?!pg/|typeorm/|@eventstore/))' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
