import type { Header } from '../csv/header';
import { NO_AMOUNT, readAmount } from './amount';
import { tagReader } from './resource-tags';
import type { TaggedResource } from './resource-tags';
import type { Amount } from './units';

/** Of which resource a charge is, and what was used. */
export interface ChargeDetail {
  readonly resource?: TaggedResource;
  readonly usage?: {
    /** AWS's usage type, such as `USE2-NatGateway-Hours`. */
    readonly type: string;
    /** In the price list's unit. Zero for a fee or a discount. */
    readonly quantity: Amount;
  };
}

/** Columns that say what was used, by their names in a format. */
export interface DetailColumns {
  readonly usageType: readonly string[];
  readonly quantity: readonly string[];
  /** Whether the quantity of a row is usage. Fees, negations and discounts repeat the quantity of another row. */
  isUsage(cells: readonly string[]): boolean;
}

/** Reads the details of rows. Its columns are needed only when resources are compared, and cost time on a large bill. */
export function detailReader(
  header: Header,
  { usageType, quantity, isUsage }: DetailColumns,
): (cells: readonly string[]) => ChargeDetail {
  const at = { type: header.find(...usageType), quantity: header.findAmount(...quantity) };
  const resourceOf = tagReader(header);
  return (cells) => {
    const resource = resourceOf(cells);
    const type = at.type < 0 ? '' : (cells[at.type] ?? '');
    const amount = at.quantity < 0 || !isUsage(cells) ? undefined : readAmount(cells[at.quantity] ?? '');
    return { ...(resource && { resource }), usage: { type, quantity: amount ?? NO_AMOUNT } };
  };
}
