/** What an earlier scan of the same stream found: the reference for `newOnly` and for grace that begins when first seen. */
export interface Baseline {
  /** By identity. */
  readonly findings: ReadonlyMap<string, KnownFinding>;
}

export interface KnownFinding {
  /** ISO 8601; unknown in baselines that do not say. */
  readonly firstSeenAt?: string;
}
