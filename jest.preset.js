// One jest configuration for every project: TypeScript through swc, CDK's own template validation off.
// That validation runs once, in `careplane check`; in unit tests it would add two seconds to every synthesis.
process.env.CDK_VALIDATION = 'false';
require('./jest.temporary').useOwnFolder();

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  runtime: require.resolve('./jest.runtime.js'),
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: { '\\.[tj]s$': ['@swc/jest', require('./.swcrc.json')] },
  // Dynamic imports name the file as Node would load it, with .js.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/'],
  cacheDirectory: '<rootDir>/../../.nx/jest',
  // No test fails because the machine is slow or busy: this is the longest time that a timer can have. A test that hangs is
  // ended by whoever runs it.
  testTimeout: 2 ** 31 - 1,
  setupFiles: process.env.CI ? [require.resolve('./jest.seed.js')] : [],
  globalTeardown: require.resolve('./jest.temporary'),
  reporters: ['default'],
};
