import { EXIT } from './outcome';

/** A request to stop the program: Ctrl-C, or a cancelled pipeline. */
export interface Stopping {
  asked(): boolean;
  /** For what can be broken off by itself, such as a program that was started. */
  readonly signal: AbortSignal;
  /** From here on a signal ends the process as ever. */
  end(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * For work that is not to be broken off in its middle. The first signal is noted and answered with a sentence; the second
 * ends the process at once. Where nothing needs this, signals end the process as they always do.
 *
 * @param sentence says what is still waited for, and what a second signal does
 */
export function stopOnSignal(sentence: string, talk: (text: string) => void): Stopping {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.toolFailed);
    controller.abort();
    talk(sentence);
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    asked: () => controller.signal.aborted,
    signal: controller.signal,
    end: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
