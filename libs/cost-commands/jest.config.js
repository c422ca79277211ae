module.exports = {
  ...require('../../jest.preset'),
  displayName: 'cost-commands',
  rootDir: __dirname,
  // A platform's pipelines run the bundled scan command, which lies in its assembly.
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
