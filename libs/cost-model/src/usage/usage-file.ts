/** A month's amount of something: one number, or the range it lies in. */
export type UsageAmount = number | { readonly low: number; readonly expected: number; readonly high: number };

/** An amount, or a choice such as the payment option of a reservation. */
export type UsageValue = UsageAmount | string;

/** Usage keys of a type (`monthlyDataProcessedGb`) with their values. */
export type UsageOfResource = Readonly<Record<string, UsageValue>>;

/**
 * What is used in a month, by address. An address is one of, the narrower winning key by key:
 *
 * - a construct path or a prefix of one: `medmo-network/Network`, `medmo-api-production/Service`
 * - a stack and a logical id: `medmo-network/NetworkNat12345678`
 * - a stack: `medmo-network`
 * - a resource type: `AWS::EC2::NatGateway`
 *
 * A path prefix or a stack holds resources of several types; a key counts for those that have it.
 * `account` holds what belongs to no resource, such as data transfer to the internet.
 */
export interface UsageFile {
  readonly usage: Readonly<Record<string, UsageOfResource>>;
  /** Path of the file, for messages. */
  readonly file?: string;
  /** Lines of addresses and of `address.key`, for messages. */
  readonly lines?: Readonly<Record<string, number>>;
}

/** The address of usage that belongs to no resource of a template. */
export const ACCOUNT = 'account';
