import type { Problem } from '@careplane/problems';
import type Decimal from 'decimal.js';

/** US dollars or a quantity, exactly: never a binary fraction. */
export type Exact = Decimal;

/** Low, expected and high value of one quantity. */
export interface Range<T = Exact> {
  readonly low: T;
  readonly expected: T;
  readonly high: T;
}

/** The confidence in a price: read from AWS's list, derived from one, or copied from a similar region. */
export type Confidence = 'listed' | 'derived' | 'assumed';

/** Where a line's price comes from. */
export interface PriceReference {
  readonly region: string;
  /** AWS's usage type, such as `USE2-NatGateway-Hours`. */
  readonly usageType: string;
  /** Date of the price, YYYY-MM-DD. */
  readonly asOf: string;
  /** Page or price list that it was read from. */
  readonly source: string;
  readonly confidence: Confidence;
}

/** One row of a bill: a component of a resource, its quantity and its price. */
export interface Line {
  readonly stack: string;
  readonly logicalId: string;
  /** Path in the construct tree; the logical id for a template that the CDK did not write. */
  readonly constructPath: string;
  readonly resourceType: string;
  /** As the pricing page calls it: `NAT gateway hours`. */
  readonly component: string;
  /** For one month; undefined if it depends on usage that was not given. */
  readonly quantity?: Range | undefined;
  /** Such as `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** Undefined where the price is not known; never zero instead. With tiers: the first tier's. */
  readonly unitPriceUsd?: Exact | undefined;
  /**
   * Undefined if quantity or price is undefined. The three cases apply to the whole account, and rise in every line: what the
   * high cases add fills the tiers after all that is used as expected.
   */
  readonly monthlyUsd?: Range | undefined;
  readonly price?: PriceReference | undefined;
  /** The key of the price in the price lists: `AmazonEC2/NatGateway-Hours`. */
  readonly priceKey?: string;
  /** Units of the price list in one unit: 1,000,000 for `1M requests`. @default 1 */
  readonly unitSize?: number;
  /** The usage key that gives the quantity. */
  readonly usageKey?: string;
  /** The amount is missing only because usage was not given: the price is known. */
  readonly isUsageMissing?: boolean;
  /** The amount is that of the usage profile, because no usage was given. Its low case is zero. */
  readonly isUsageAssumed?: boolean;
  /** Sentence: what was assumed for quantity or price. */
  readonly assumption?: string;
}

/** What is known of a resource's cost. */
export type VerdictKind = 'priced' | 'usage assumed' | 'free' | 'needs usage' | 'price unknown' | 'unsupported';

/** Every resource has exactly one. */
export interface ResourceVerdict {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath: string;
  readonly resourceType: string;
  readonly verdict: VerdictKind;
  /** Sentence: why it is free, which usage is needed, what could not be resolved. */
  readonly reason?: string | undefined;
}

/** The usage profile of an estimate. */
export interface AssumedProfile {
  /** As the option has it: `modest-month`. */
  readonly profile: string;
  /** With its article, for sentences: `a modest month`. */
  readonly words: string;
  /** A usage file gives some of the usage. Without one, the low case is the fixed part of the cost. */
  readonly besideFile: boolean;
}

/** The monthly cost of a set of templates, and its confidence. */
export interface Estimate {
  readonly region: string;
  /** Date of the oldest price that matters, YYYY-MM-DD: older ones decide less than a hundredth of the expected cost. */
  readonly pricesAsOf: string;
  /** Share of the expected cost with prices more than a year older than the newest of the list, in percent. @default 0 */
  readonly oldPricesPercent?: number;
  readonly lines: readonly Line[];
  readonly verdicts: readonly ResourceVerdict[];
  /** Sums of the lines, exactly. */
  readonly totals: Range;
  /** Which usage was assumed where none was given. @default none */
  readonly assumed?: AssumedProfile;
  /** What could not be resolved in the templates, as sentences with their place. */
  readonly notes: readonly string[];
  /** What is wrong with templates, usage or region; the figures then leave it out. */
  readonly problems: readonly Problem[];
}
