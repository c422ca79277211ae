/** A finding as Security Hub stores it: what was imported, and what the service adds. */
export interface StoredFinding {
  readonly Id: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly RecordState?: string;
  readonly LastObservedAt?: string;
  readonly Region?: string;
  readonly ProductArn?: string | undefined;
  readonly [field: string]: unknown;
}

/** A finding to import, in the AWS Security Finding Format. */
export type Importable = { readonly Id: string; readonly UpdatedAt: string };

/** One finding that the service did not take, and why. */
export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/**
 * The two calls of Security Hub that publishing needs. Both reject with whatever the network or the service says; what
 * that means is for `meaningOf`.
 */
export interface SecurityHub {
  /**
   * `BatchImportFindings`.
   *
   * @param findings at most 100, together at most 6 MB
   * @returns how many were taken, and which were not
   */
  import(findings: readonly Importable[]): Promise<{ readonly taken: number; readonly refused: readonly Refusal[] }>;

  /**
   * `GetFindings`: one page of what is stored of a stream, active and archived.
   *
   * @param idPrefix what the ids of the stream begin with
   * @param page `next` of the page before
   */
  list(
    idPrefix: string,
    page?: string,
  ): Promise<{ readonly findings: readonly StoredFinding[]; readonly next?: string | undefined }>;

  /**
   * `DescribeSecurityHubV2`: whether the new Security Hub is enabled. Asked only where Security Hub CSPM is not.
   *
   * @returns false where the role may not ask
   */
  hasNewHub?(): Promise<boolean>;
}
