/** Hours in a month, as in AWS's calculator: 365 days × 24 hours ÷ 12 months. Defined only here. */
export const HOURS_A_MONTH = 730;

/** Seconds in such a month. */
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
