// CDK's bootstrap by CDK's own toolkit, which knows its template: `node bootstrap.cjs [--qualifier Q] aws://ACCOUNT/REGION…`,
// with the emulator's environment variables.
'use strict';
const { BootstrapEnvironments, BootstrapStackParameters, Toolkit } = require('@aws-cdk/toolkit-lib');

const words = process.argv.slice(2);
const qualifier = words[0] === '--qualifier' ? words.splice(0, 2)[1] : undefined;

const quiet = {
  notify: () => Promise.resolve(),
  requestResponse: (message) => Promise.resolve(message.defaultResponse),
};
const toolkit = new Toolkit({
  ioHost: quiet,
  ...(qualifier === undefined ? {} : { toolkitStackName: `CDKToolkit-${qualifier}` }),
});
const options = qualifier === undefined ? {} : { parameters: BootstrapStackParameters.withExisting({ qualifier }) };
toolkit.bootstrap(BootstrapEnvironments.fromList(words), options).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
