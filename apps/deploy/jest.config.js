// As main.ts does: the AWS SDK's notes about Node versions are not for those who run the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const preset = require('../../jest.preset');

module.exports = {
  ...preset,
  displayName: 'deploy',
  rootDir: __dirname,
  // The simulator’s start script beside it is an ES module.
  moduleNameMapper: { ...preset.moduleNameMapper, '/tools/emulator/judge$': '<rootDir>/../../tools/emulator/judge.ts' },
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
