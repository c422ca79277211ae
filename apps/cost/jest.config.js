module.exports = {
  ...require('../../jest.preset'),
  displayName: 'cost',
  rootDir: __dirname,
  // Platforms are synthesized by careplane's own command.
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
