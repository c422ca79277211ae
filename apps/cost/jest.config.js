module.exports = {
  ...require('../../jest.preset'),
  displayName: 'cost',
  rootDir: __dirname,
  // Platforms are synthesized by careplane's own command.
  globalSetup: '<rootDir>/../deploy/src/testing/bundle.ts',
};
