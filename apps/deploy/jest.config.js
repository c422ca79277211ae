// As main.ts does: the AWS SDK's notes about Node versions are not for those who run the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  ...require('../../jest.preset'),
  displayName: 'deploy',
  rootDir: __dirname,
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
