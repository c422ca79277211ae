import { modestMonth } from './modest-month';
import type { UsageProfile } from './usage-profile';

/** The usage that the estimate of a platform assumes where none is given. */
export const MODEST_MONTH_PROFILE: UsageProfile = {
  name: 'modest-month',
  words: 'a modest month',
  amountOf: modestMonth,
};
