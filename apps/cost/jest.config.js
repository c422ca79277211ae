module.exports = {
  ...require('../../jest.preset'),
  displayName: 'cost',
  rootDir: __dirname,
  // Platforms are synthesized by careplane's own command.
  globalSetup: require.resolve('../../tools/testing/bundles.ts'),
};
