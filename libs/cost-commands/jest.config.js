module.exports = {
  ...require('../../jest.preset'),
  displayName: 'cost-commands',
  rootDir: __dirname,
  // The reader of Parquet has ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!hyparquet)'],
  // A platform's pipelines run the bundled scan command, which lies in its assembly.
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
