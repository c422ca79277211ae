/** Somebody who wants the program to stop: Ctrl-C, or a pipeline that is cancelled. */
export interface Stopping {
  asked(): boolean;
  end(): void;
}

/**
 * The first signal ends the run after what CloudFormation is doing; the second ends it at once. Either way the next run
 * continues: stacks that are being changed are waited for, and prepared change sets are used.
 */
export function stopOnSignal(talk: (text: string) => void): Stopping {
  let asked = false;
  const stop = () => {
    if (asked) process.exit(3);
    asked = true;
    talk(
      'Stopping when the stacks that are being changed are done. Again to stop at once: CloudFormation then goes on by itself, and the same command continues.',
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    asked: () => asked,
    end: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
