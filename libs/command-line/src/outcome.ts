import type { Problem } from '@careplane/problems';

/** What a command ends with; only main.ts turns it into an exit code. `notPublished` is for careplane-scan alone. */
export const EXIT = { ok: 0, no: 1, badInput: 2, toolFailed: 3, notPublished: 4 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Input or usage that a person must correct. Shown without a stack trace. */
export class BadInput extends Error {
  constructor(
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** A tool or service that did not do its part. Shown without a stack trace. */
export class ToolFailed extends Error {}

/** The answer is no, whatever was found: results that are missing or were altered. Shown without a stack trace. */
export class Refused extends Error {}
