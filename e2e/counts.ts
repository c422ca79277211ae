/** What is read of an event of node:test. */
interface Ended {
  /** 0: the suite, or its file; 1: a scene; 2: what a scene reports. */
  readonly nesting: number;
  readonly skip?: string | boolean | undefined;
}

/** An event of a test that failed. */
interface Failed extends Ended {
  readonly details: { readonly error: Error & { readonly failureType?: unknown } };
}

/**
 * Counts what was reported. A scene counts by itself where it reports nothing, and when it fails by itself; so does a suite whose
 * file fails.
 */
export class Counts {
  private good = 0;
  private bad = 0;
  private skipped = 0;
  /** Reports of the scene that is at work. */
  private inScene = 0;

  passed({ nesting, skip }: Ended): void {
    if (nesting >= 2) {
      this.inScene += 1;
      if (skip === undefined || skip === false) this.good += 1;
      else this.skipped += 1;
    } else if (nesting === 1) {
      if (this.inScene === 0 && (skip === undefined || skip === false)) this.good += 1;
      this.inScene = 0;
    }
  }

  failed({ nesting, details }: Failed): void {
    // A test whose tests have failed says no more than they do.
    if (details.error.failureType !== 'subtestsFailed') this.bad += 1;
    if (nesting >= 2) this.inScene += 1;
    else this.inScene = 0;
  }

  /** The last line of the run; .ci/run reads it. */
  line(): string {
    return `${this.good} passed, ${this.bad} failed${this.skipped === 0 ? '' : `, ${this.skipped} skipped`}`;
  }

  /** 0 where everything holds that could be tried; 1 where something does not, and where nothing was tried at all. */
  exitCode(): number {
    return this.bad > 0 || this.good + this.skipped === 0 ? 1 : 0;
  }
}
