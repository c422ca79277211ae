import { readAmount } from '../amount';
import type { BillFormat, ChargeKind } from '../charge';
import { NOTHING, supportOrUsage } from '../charge';
import { detailReader } from '../charge-detail';
import type { DetailColumns } from '../charge-detail';
import { monthOf } from '../month';
import { quoted } from '../quoted';

/** Line item types that are not usage, as the CUR names them; all others (usage, fees, discounts, negations) are. */
const KINDS: Readonly<Record<string, ChargeKind>> = { Tax: 'tax', Credit: 'credit', Refund: 'refund' };

/**
 * Cost and Usage Report, legacy (`lineItem/UnblendedCost`) or 2.0 (`line_item_unblended_cost`). The unblended cost is
 * what is invoiced: with Savings Plans the covered usage, its negation and the recurring fee add up to it.
 * https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html
 */
export const cur: BillFormat = {
  name: 'Cost and Usage Report',
  open(header, withDetail = false) {
    const at = {
      cost: header.findAmount('lineItem/UnblendedCost'),
      type: header.find('lineItem/LineItemType'),
      currency: header.find('lineItem/CurrencyCode'),
      period: header.findDate('bill/BillingPeriodStartDate'),
      usageStart: header.findDate('lineItem/UsageStartDate'),
      name: header.find('product/ProductName', 'lineItem/ProductCode'),
      code: header.find('lineItem/ProductCode'),
    };
    if (at.cost < 0 || at.code < 0 || (at.period < 0 && at.usageStart < 0)) return undefined;
    const detailOf = withDetail ? detailReader(header, detailColumns(at.type)) : undefined;
    return (cells) => {
      const amount = readAmount(cells[at.cost] ?? '');
      if (amount === undefined) return { broken: `its unblended cost is not a number: ${quoted(cells[at.cost])}` };
      const date = cells[at.period] || cells[at.usageStart] || '';
      const month = monthOf(date);
      if (month === undefined) return { broken: `its billing period is not a date: ${quoted(date)}` };
      const code = cells[at.code] ?? '';
      const type = cells[at.type] ?? '';
      // What was used without a charge, in a free tier, still counts as usage.
      if (amount.isZero() && !withDetail) return NOTHING;
      const kind = KINDS[type] ?? supportOrUsage(code);
      const service = cells[at.name] || code || 'not named';
      return {
        charges: [{ month, service, kind, amount, currency: cells[at.currency] || 'USD', ...detailOf?.(cells) }],
      };
    };
  },
};

/** Types of line items whose quantity was used. Negations and fees of commitments repeat it. */
const USED = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']);

function detailColumns(type: number): DetailColumns {
  return {
    usageType: ['lineItem/UsageType'],
    quantity: ['lineItem/UsageAmount'],
    isUsage: (cells) => type < 0 || USED.has(cells[type] ?? ''),
  };
}
