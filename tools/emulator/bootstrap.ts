// CDK's bootstrap by CDK's own toolkit, which knows its template: `node --require @swc-node/register bootstrap.ts aws://ACCOUNT/REGION…`, with the
// emulator's environment variables.
import { BootstrapEnvironments, Toolkit } from '@aws-cdk/toolkit-lib';
import type { IIoHost } from '@aws-cdk/toolkit-lib';

const quiet: IIoHost = {
  notify: () => Promise.resolve(),
  requestResponse: (message) => Promise.resolve(message.defaultResponse),
};
new Toolkit({ ioHost: quiet })
  .bootstrap(BootstrapEnvironments.fromList(process.argv.slice(2)), {})
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
