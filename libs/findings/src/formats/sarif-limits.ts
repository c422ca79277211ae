/**
 * What GitHub's code scanning takes and shows. Other readers of SARIF have no such limits, and need none.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const SARIF_LIMITS = {
  /** A run with more is refused. */
  results: 25_000,
  /** Of more results GitHub keeps those of the highest severity. */
  resultsShown: 5_000,
  shortDescription: 1_024,
  fullDescription: 1_024,
  /** Of a message GitHub shows this much. */
  message: 1_000,
  /** No limit is stated; long texts would only make the file large. */
  help: 2_048,
} as const;
