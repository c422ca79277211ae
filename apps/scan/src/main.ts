import { run, terminalOn } from '@careplane/command-line';
import { program } from './program';

// The AWS SDK's notes about Node versions are for developers of this toolkit, not for its users.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// Whoever reads our output may stop reading: `| head` is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const terminal = terminalOn({ out: process.stdout, err: process.stderr });

/** Resolves with the exit code, for `careplane scan`, which runs this in its own process. */
export const done = run(
  'careplane-scan',
  (finish) => program(terminal, finish).parseAsync(process.argv),
  terminal,
).then((exit) => {
  process.exitCode = exit;
  return exit;
});
