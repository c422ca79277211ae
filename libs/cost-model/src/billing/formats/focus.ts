import { readAmount } from '../amount';
import type { BillFormat, ChargeKind } from '../charge';
import { NOTHING, supportOrUsage } from '../charge';
import { detailReader } from '../charge-detail';
import type { DetailColumns } from '../charge-detail';
import { monthOf } from '../month';
import { providerName } from '../providers';
import { quoted } from '../quoted';

const KINDS: Readonly<Record<string, ChargeKind>> = { tax: 'tax', credit: 'credit', adjustment: 'refund' };

/**
 * FOCUS 1.x, the FinOps Foundation's format, of AWS Data Exports or of anybody else. The billed cost is what is
 * invoiced. https://focus.finops.org/focus-specification/
 */
export const focus: BillFormat = {
  name: 'FOCUS',
  open(header, withDetail = false) {
    if (!header.has('BilledCost', 'BillingCurrency', 'ServiceName')) return undefined;
    const at = {
      cost: header.findAmount('BilledCost'),
      currency: header.find('BillingCurrency'),
      service: header.find('ServiceName'),
      category: header.find('ChargeCategory', 'ChargeType'),
      // FOCUS 1.3 renamed the column.
      provider: header.find('ServiceProviderName', 'ProviderName'),
      period: header.findDate('BillingPeriodStart', 'ChargePeriodStart'),
    };
    if (at.period < 0) return undefined;
    const detailOf = withDetail ? detailReader(header, detailColumns(at.category)) : undefined;
    return (cells) => {
      const amount = readAmount(cells[at.cost] ?? '');
      if (amount === undefined) return { broken: `its BilledCost is not a number: ${quoted(cells[at.cost])}` };
      const month = monthOf(cells[at.period] ?? '');
      if (month === undefined) return { broken: `its billing period is not a date: ${quoted(cells[at.period])}` };
      const currency = (cells[at.currency] ?? '').trim().toUpperCase();
      if (!/^[A-Z]{3}$/.test(currency))
        return { broken: `its BillingCurrency is not a currency: ${quoted(cells[at.currency])}` };
      // What was used without a charge, in a free tier, still counts as usage.
      if (amount.isZero() && !withDetail) return NOTHING;
      const service = cells[at.service] || 'not named';
      const kind = KINDS[(cells[at.category] ?? '').toLowerCase()] ?? supportOrUsage(service);
      const provider = providerName(cells[at.provider] ?? '');
      return { charges: [{ month, service, kind, amount, currency, provider, ...detailOf?.(cells) }] };
    };
  },
};

/** AWS gives its usage type in a column of its own. */
function detailColumns(category: number): DetailColumns {
  return {
    usageType: ['x_UsageType', 'SkuMeter'],
    quantity: ['PricingQuantity', 'ConsumedQuantity'],
    isUsage: (cells) => category < 0 || /^usage$/i.test(cells[category] ?? ''),
  };
}
