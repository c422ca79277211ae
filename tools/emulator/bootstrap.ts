// CDK's bootstrap by CDK's own toolkit, which knows its template. With the emulator's environment variables:
// `node --require @swc-node/register bootstrap.ts [--qualifier Q] aws://ACCOUNT/REGION…`
import { BootstrapEnvironments, BootstrapStackParameters, Toolkit } from '@aws-cdk/toolkit-lib';
import type { IIoHost } from '@aws-cdk/toolkit-lib';

const words = process.argv.slice(2);
const qualifier = words[0] === '--qualifier' ? words.splice(0, 2)[1] : undefined;

const quiet: IIoHost = {
  notify: () => Promise.resolve(),
  requestResponse: (message) => Promise.resolve(message.defaultResponse),
};
const toolkit = new Toolkit({
  ioHost: quiet,
  ...(qualifier === undefined ? {} : { toolkitStackName: `CDKToolkit-${qualifier}` }),
});
const options = qualifier === undefined ? {} : { parameters: BootstrapStackParameters.withExisting({ qualifier }) };
toolkit.bootstrap(BootstrapEnvironments.fromList(words), options).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
