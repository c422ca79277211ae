import { run, terminalOn } from '@careplane/command-line';
import { program } from './program';

// The AWS SDK's notes about Node versions are for developers of this toolkit, not for its users.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// `… | head` ends before everything is written; that is no fault of anybody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));

const terminal = terminalOn({ out: process.stdout, err: process.stderr });

/** Resolves with the exit code, for `careplane cost`, which runs this in its own process. */
export const done = run(
  'careplane-cost',
  (finish) => program(terminal, finish).parseAsync(process.argv),
  terminal,
).then((exit) => {
  process.exitCode = exit;
  return exit;
});
