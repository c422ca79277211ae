/** What is read of an event of node:test. */
interface Ended {
  /** 0: the suite, or its file; 1: a test; 2: what a test reports. */
  readonly nesting: number;
  readonly skip?: string | boolean | undefined;
}

/** An event of a test that failed. */
interface Failed extends Ended {
  readonly details: { readonly error: Error & { readonly failureType?: unknown } };
}

/**
 * Counts what was reported. A test that reports nothing counts as one, and so does a test that throws. A suite counts as a failure
 * when its file cannot be loaded, its process crashes, or what it started cannot be stopped.
 */
export class Counts {
  private good = 0;
  private bad = 0;
  private skipped = 0;
  /** Reports of the test that runs now. */
  private inTest = 0;

  passed({ nesting, skip }: Ended): void {
    const wasSkipped = skip !== undefined && skip !== false;
    if (nesting >= 2) {
      this.inTest += 1;
      if (wasSkipped) this.skipped += 1;
      else this.good += 1;
    } else if (nesting === 1) {
      if (this.inTest === 0 && !wasSkipped) this.good += 1;
      this.inTest = 0;
    }
  }

  /** A file that declares no test: it would pass whatever breaks. */
  empty(file: string): void {
    console.error(`not ok  ${file}: it declares no test; call \`suite\` in it`);
    this.bad += 1;
  }

  failed({ nesting, details }: Failed): void {
    // A test whose reports have failed is not one more failure.
    if (details.error.failureType !== 'subtestsFailed') this.bad += 1;
    if (nesting >= 2) this.inTest += 1;
    else this.inTest = 0;
  }

  /** The last line of the run; .ci/run reads it. */
  line(): string {
    return `${this.good} passed, ${this.bad} failed${this.skipped === 0 ? '' : `, ${this.skipped} skipped`}`;
  }

  /** 0 where everything holds that could be tried; 1 where something does not, and where nothing was tried at all. */
  exitCode(): 0 | 1 {
    return this.bad > 0 || this.good + this.skipped === 0 ? 1 : 0;
  }
}
