const SECOND_MS = 1000;

/**
 * How long each outside call may take, and how often it is tried: the one home of these figures. The AWS SDK itself waits
 * for ever.
 */
export const AWS_TIMEOUTS = {
  /** Until the connection is open. */
  connectionTimeout: 10 * SECOND_MS,
  /** From the question to the beginning of the answer. */
  requestTimeout: 60 * SECOND_MS,
  /** Without it the SDK only warns. */
  throwOnRequestTimeout: true,
  /** Within an answer, from piece to piece. */
  socketTimeout: 60 * SECOND_MS,
} as const;

/** For every client of AWS: seven tries with growing pauses, since a deploy of many stacks is throttled now and then. */
export const AWS_CALLS = { maxAttempts: 7, retryMode: 'adaptive', requestHandler: AWS_TIMEOUTS } as const;

/** For programs that answer from what is on this machine, such as git. */
export const LOCAL_PROGRAM_TIMEOUT_MS = 120 * SECOND_MS;

/** For a command of ours that another one waits for, such as a synthesis. */
export const COMMAND_TIMEOUT_MS = 900 * SECOND_MS;
