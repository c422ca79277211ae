/** What `--fail-on` takes: one kind of gap, or `unknown` for both. */
export const FAIL_ON = ['unknown', 'unpriced', 'usage'] as const;
export type FailOn = (typeof FAIL_ON)[number];
