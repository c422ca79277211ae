/** Hours in a month, as AWS's calculator counts them: 365 days × 24 hours ÷ 12 months. Its one home. */
export const HOURS_A_MONTH = 730;

/** Seconds in such a month. */
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
