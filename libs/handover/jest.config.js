module.exports = {
  ...require('../../jest.preset'),
  displayName: 'handover',
  rootDir: __dirname,
  // A platform's pipelines run the bundled scan command, which lies in its assembly.
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
