// CDK's bootstrap by CDK's own toolkit, which knows its template: `node bootstrap.cjs aws://ACCOUNT/REGION…`, with the
// emulator's environment variables.
'use strict';
const { BootstrapEnvironments, Toolkit } = require('@aws-cdk/toolkit-lib');

const quiet = {
  notify: () => Promise.resolve(),
  requestResponse: (message) => Promise.resolve(message.defaultResponse),
};
new Toolkit({ ioHost: quiet }).bootstrap(BootstrapEnvironments.fromList(process.argv.slice(2)), {}).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
