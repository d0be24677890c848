const fs = require('node:fs');
const path = require('node:path');

/** Unit (`*.spec.ts`), database (`*.db.spec.ts`), HTTP (`*.e2e.spec.ts`) and browser (`test/browser/*.spec.ts`) tests. */
const esmPackages = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  '@tokenizer',
  'uint8array-extras',
  '@borewit',
  'shamir-secret-sharing',
  '@fastify/cookie', // imports its ESM parser dynamically, which jest's CommonJS world cannot
  'cookie',
];

const swcSettings = JSON.parse(fs.readFileSync(path.join(__dirname, '.swcrc'), 'utf8'));

/** @type {import('jest').Config} */
module.exports = {
  rootDir: '.',
  testEnvironment: 'node',
  testRegex: '(apps|libs|test)/.*\\.spec\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  transform: {
    '^.+\\.(ts|js|mjs)$': ['@swc/jest', { ...swcSettings, sourceMaps: 'inline' }],
  },
  moduleNameMapper: {
    '^@hub/codebook/(victims|judicial)$': '<rootDir>/libs/codebook/src/$1/index.ts',
    '^@hub/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  setupFiles: ['<rootDir>/libs/testing/src/jest-setup.cjs'],
  globalSetup: '<rootDir>/libs/testing/src/jest-global-setup.cjs',
  globalTeardown: '<rootDir>/libs/testing/src/jest-global-teardown.cjs',
  testTimeout: 240_000,
  maxWorkers: 2,
};
