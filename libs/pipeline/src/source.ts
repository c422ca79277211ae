/** A repository that a pipeline reads. */
export type Origin =
  | {
      readonly kind: 'github';
      /** owner/repository */
      readonly repository: string;
      readonly connectionArn: string;
    }
  | {
      readonly kind: 'codecommit';
      /** In the pipeline's own account and region. */
      readonly repository: string;
    };

/** What a pipeline reads, and when it starts. */
export interface Source {
  readonly origin: Origin;
  readonly branch: string;
  /**
   * Path patterns; only a push that changes a file of them starts the pipeline. For GitHub: CodeCommit's events do not
   * say which files have changed.
   *
   * @default - every push to the branch
   */
  readonly triggerPaths?: readonly string[];
  /** Whether the builds need the history: the output is then a clone, not a folder of files. */
  readonly fullClone: boolean;
}
