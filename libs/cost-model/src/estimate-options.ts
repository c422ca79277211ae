import type { PriceSnapshot } from './prices/price-snapshot';
import type { UsageFile } from './usage/usage-file';
import type { UsageProfile } from './usage/usage-profile';

/** Options of an estimate. */
export interface EstimateOptions {
  /** @default the snapshot that comes with the package */
  readonly prices?: PriceSnapshot;
  /** @default nothing is known of usage */
  readonly usage?: UsageFile;
  /** Usage that is assumed where the usage file has none. @default none: what depends on usage is then missing */
  readonly usageProfile?: UsageProfile;
  /** Region of stacks whose assembly leaves it open. @default 'us-east-1' */
  readonly region?: string;
  /** Values for the templates' parameters, by name. @default the parameters' own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Take AWS's always-free quantities off, once for the account. @default false */
  readonly freeTiers?: boolean;
  /** Day whose rates apply, YYYY-MM-DD: those of Extended Support rise with the years. @default the date of the newest price */
  readonly date?: string;
}
