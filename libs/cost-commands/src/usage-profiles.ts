/** Names of usage profiles. Beside the options, which say them: pricing.ts has the prices, which no command line has to load for its help. */
export const USAGE_PROFILES = ['modest-month', 'none'] as const;

export type UsageProfileName = (typeof USAGE_PROFILES)[number];
