import type { PageFact } from './page';

/** What a page was made from, as far as it is known. */
export interface PageOrigin {
  /** 12 digits, or several numbers. @default not named */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Commit of the sources, or the name and value of another revision, such as the digest. @default not from a commit */
  readonly revision?: string | PageFact | undefined;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly toolkitVersion: string;
}

/**
 * The facts at the top of a page, the same on every one and in the same order.
 *
 * @param about what the page is about, such as the platform
 */
export function originFacts(about: readonly PageFact[], origin: PageOrigin): PageFact[] {
  const { account, region, revision, day, toolkitVersion } = origin;
  return [
    ...about,
    ['Account', account ?? 'not named'],
    ...(region === undefined ? [] : [['Region', region] as const]),
    typeof revision === 'object' ? revision : ['Commit', revision ?? 'not from a commit'],
    ['Date', day],
    ['Careplane', toolkitVersion],
  ];
}
