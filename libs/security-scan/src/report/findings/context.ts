import type { Finding } from '@careplane/findings';
import type { Element } from '../element';

/** The result that contains the element. */
export interface ResultContext {
  /** Without what changes from build to build. */
  readonly target: string;
  /** Trivy's type: `debian`, `npm`, `dockerfile`. */
  readonly type?: string | undefined;
}

/** What an element lacks to be a finding. */
export interface Missing {
  readonly key: string;
  readonly given: unknown;
}

/** Turns an element of one of Trivy's lists into a finding, or returns the key that prevents this. */
export type ToFinding = (element: Element, context: ResultContext) => Finding | Missing | typeof NO_FINDING;

/** A check that was made and held. */
export const NO_FINDING = 'no finding';
