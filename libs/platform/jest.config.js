module.exports = {
  ...require('../../jest.preset'),
  displayName: 'platform',
  rootDir: __dirname,
  // A platform's pipelines run the bundled scan command, which lies in its assembly.
  globalSetup: require.resolve('../../tools/testing/bundles.ts'),
};
