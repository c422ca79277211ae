// As main.ts of the command line does: the AWS SDK's notes about Node versions are not for those who run the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// Stand-ins answer at once; AWS is asked every two seconds.
process.env.CAREPLANE_POLL_MS = '1';

module.exports = {
  ...require('../../jest.preset'),
  displayName: 'deployment',
  rootDir: __dirname,
  // A platform's pipelines run the bundled scan command, which lies in its assembly.
  globalSetup: '<rootDir>/../../tools/testing/bundles.ts',
};
