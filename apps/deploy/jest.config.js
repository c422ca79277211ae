module.exports = {
  ...require('../../jest.preset'),
  displayName: 'deploy',
  rootDir: __dirname,
  globalSetup: '<rootDir>/src/testing/bundle.cjs',
};
