import type { Header } from '../csv/header';
import type { ChargeDetail } from './charge-detail';
import type { Amount } from './units';

/**
 * The purpose of an amount on a bill. `usage` can be compared with the estimate. It includes commitments (Savings
 * Plans, reservations) and discounts, because these are other ways to pay for the same usage.
 */
export type ChargeKind = 'usage' | 'support' | 'tax' | 'credit' | 'refund';

/** A support plan, or the usage of a service. RDS Extended Support is usage: it is charged for each vCPU and hour. */
export function supportOrUsage(service: string): ChargeKind {
  let kind = known.get(service);
  if (kind === undefined) {
    kind = /(?<!extended[ -]?)support/i.test(service) ? 'support' : 'usage';
    if (known.size < MAX_KNOWN) known.set(service, kind);
  }
  return kind;
}

/** The rows of a bill repeat the names of its services. */
const known = new Map<string, ChargeKind>();
const MAX_KNOWN = 1000;

/** One amount of a bill. */
export interface BilledCharge extends ChargeDetail {
  /** YYYY-MM. */
  readonly month: string;
  /** As the bill calls it. */
  readonly service: string;
  readonly kind: ChargeKind;
  readonly amount: Amount;
  /** ISO 4217. */
  readonly currency: string;
  /** Who charges it: `AWS`, or the name of another provider in FOCUS. @default AWS */
  readonly provider?: string;
}

/**
 * The content of a row: amounts, nothing (a total, a repeated header), or a sentence that says why the row cannot be
 * read.
 */
export type RowMeaning =
  | { readonly charges: readonly BilledCharge[]; readonly broken?: undefined }
  | { readonly broken: string; readonly charges?: undefined };

export const NOTHING: RowMeaning = { charges: [] };

/** Reads the rows of one file, whose header it knows. */
export type RowReader = (cells: readonly string[]) => RowMeaning;

/** A file format for bills. To add one, add a file to formats/. */
export interface BillFormat {
  readonly name: string;
  /**
   * A reader for files with this header; undefined where the header is another format’s.
   *
   * @param withDetail read resource and usage type of each charge too
   */
  open(header: Header, withDetail?: boolean): RowReader | undefined;
  /** What the costs of a file with this header are grouped by, as the file calls it; undefined for services. */
  readonly groupedBy?: (header: Header) => string | undefined;
}
