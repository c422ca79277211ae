import { readAmount } from '../amount';
import type { BillFormat, BilledCharge, ChargeKind } from '../charge';
import { NOTHING, supportOrUsage } from '../charge';
import { monthOf } from '../month';
import { quoted } from '../quoted';
import type { Amount } from '../units';

/** Rows that are sums of others. */
const TOTALS = /^(?:AccountTotal|StatementTotal|InvoiceTotal)$/i;

/**
 * What the Billing console downloads for a month: the monthly report, with cost, credits and tax in columns of their
 * own, or the detailed one, with a cost in each row. Rows that sum up others are left out.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-reports.html
 */
export const billingConsole: BillFormat = {
  name: 'Billing console',
  open(header) {
    const at = {
      record: header.find('RecordType'),
      name: header.find('ProductName', 'ProductCode', 'Service'),
      cost: header.findAmount('CostBeforeTax', 'UnBlendedCost', 'Cost'),
      total: header.findAmount('TotalCost'),
      credits: header.findAmount('Credits'),
      tax: header.findAmount('TaxAmount'),
      currency: header.find('CurrencyCode', 'Currency'),
      period: header.findDate('BillingPeriodStartDate', 'UsageStartDate'),
      description: header.find('ItemDescription'),
    };
    const hasCost = at.cost >= 0 || at.total >= 0;
    if (at.record < 0 || at.name < 0 || !hasCost || at.period < 0) return undefined;
    return (cells) => {
      if (TOTALS.test((cells[at.record] ?? '').trim())) return NOTHING;
      const parts: readonly (readonly [ChargeKind | undefined, number])[] =
        at.cost >= 0
          ? [
              [undefined, at.cost],
              ['credit', at.credits],
              ['tax', at.tax],
            ]
          : [[undefined, at.total]];
      const amounts: { kind: ChargeKind | undefined; amount: Amount }[] = [];
      for (const [kind, position] of parts) {
        const cell = cells[position]?.trim() ?? '';
        // Only the cost itself must be there.
        if (cell === '' && kind !== undefined) continue;
        const amount = readAmount(cell);
        if (amount === undefined) return { broken: `its ${header.names[position]} is not a number: ${quoted(cell)}` };
        if (!amount.isZero()) amounts.push({ kind, amount });
      }
      if (amounts.length === 0) return NOTHING;
      const month = monthOf(cells[at.period] ?? '');
      if (month === undefined) return { broken: `its period is not a date: ${quoted(cells[at.period])}` };
      const service = cells[at.name] || cells[at.description] || 'not named';
      const currency = cells[at.currency]?.trim() || 'USD';
      const main = mainKind(service, cells[at.description] ?? '');
      return {
        charges: amounts.map(({ kind, amount }): BilledCharge => ({
          month,
          service,
          kind: kind ?? main,
          amount,
          currency,
        })),
      };
    };
  },
};

function mainKind(service: string, description: string): ChargeKind {
  if (/^tax\b|^(?:US sales )?tax\b/i.test(description)) return 'tax';
  if (/\bcredit\b/i.test(description) && service === 'not named') return 'credit';
  return supportOrUsage(service);
}
