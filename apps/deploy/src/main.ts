import { run, terminalOn } from '@careplane/command-line';
import { program } from './program';

// The AWS SDK's notes about Node versions are for developers of this toolkit, not for its users.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
// CDK warns of deprecated calls that it makes itself.
process.env['JSII_DEPRECATED'] ??= 'quiet';

const terminal = terminalOn({ out: process.stdout, err: process.stderr });

void run('careplane', (finish) => program(terminal, finish).parseAsync(process.argv), terminal).then((exit) => {
  process.exitCode = exit;
});
