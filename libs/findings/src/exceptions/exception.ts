import type { FindingClass } from '../finding';

/** A finding that is tolerated for a while: by whom, why, where, until when. */
export interface Exception {
  /** Rules (`CVE-2024-1234`, or another name of it) or identities of findings (64 hexadecimal digits). */
  readonly ids: readonly string[];
  /** Where it holds: every key that is given must match. `everywhere` is a choice, too. */
  readonly scope: ExceptionScope | 'everywhere';
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it holds (UTC), `2026-12-31`. */
  readonly expires: string;
  /** Its place: file and line. */
  readonly file: string;
  readonly line: number;
}

/** In each text `*` matches any characters. */
export interface ExceptionScope {
  readonly class?: FindingClass | undefined;
  readonly repository?: string | undefined;
  readonly environment?: string | undefined;
  readonly target?: string | undefined;
  /** Name or package URL of the package. */
  readonly package?: string | undefined;
  /** Where in the image the package lies. */
  readonly path?: string | undefined;
  readonly resource?: string | undefined;
}
