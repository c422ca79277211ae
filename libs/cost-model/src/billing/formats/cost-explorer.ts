import { readAmount } from '../amount';
import type { BillFormat, Charge, ChargeKind } from '../charge';
import { monthOf } from '../month';
import { quoted } from '../quoted';

/** `EC2-Instances($)`: the name of a service, and the currency that its column is in. */
const COLUMN = /^(.*?)\s*\((.+)\)$/;
const CURRENCIES: Readonly<Record<string, string>> = { $: 'USD', US$: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

/**
 * What Cost Explorer downloads when costs are grouped by service: a column for each service, a row for each day or
 * month. An empty cell is a service that cost nothing then. The totals are left out, they would count everything twice.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html
 */
export const costExplorer: BillFormat = {
  name: 'Cost Explorer',
  open({ names }) {
    const [first = '', ...others] = names;
    if (!/^service$/i.test(first.trim()) || !others.every((name) => COLUMN.test(name)) || others.length === 0) {
      return undefined;
    }
    const services = others.map((name) => {
      const [, service = name, sign = ''] = COLUMN.exec(name) ?? [];
      return { service, currency: CURRENCIES[sign] ?? sign, kind: kindOf(service) };
    });
    return (cells) => {
      if (/ total$/i.test(cells[0] ?? '')) return { charges: [] };
      const month = monthOf(cells[0] ?? '');
      if (month === undefined) return { broken: `it begins with no date: ${quoted(cells[0])}` };
      const charges: Charge[] = [];
      for (const [index, { service, currency, kind }] of services.entries()) {
        const cell = cells[index + 1] ?? '';
        if (/^total costs?$/i.test(service) || cell.trim() === '') continue;
        const amount = readAmount(cell);
        if (amount === undefined) return { broken: `its cost for ${service} is no number: ${quoted(cell)}` };
        if (!amount.isZero()) charges.push({ month, service, kind, amount, currency });
      }
      return { charges };
    };
  },
};

function kindOf(service: string): ChargeKind {
  if (/^tax$/i.test(service)) return 'tax';
  if (/^refunds?$/i.test(service)) return 'refund';
  if (/^credits?$/i.test(service)) return 'credit';
  return /^(AWS )?support\b/i.test(service) ? 'support' : 'usage';
}
