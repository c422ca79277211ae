import { readAmount } from '../amount';
import type { BillFormat, BilledCharge, ChargeKind } from '../charge';
import { monthOf } from '../month';
import { quoted } from '../quoted';
import { kindOfGroup } from './cost-explorer-groups';

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'],
  ['US$', 'USD'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
]);

interface Column {
  readonly service: string;
  readonly currency: string;
  readonly kind: ChargeKind;
}

/**
 * What Cost Explorer downloads when costs are grouped: a column for each service, account, usage type or value of a tag, a
 * row for each day or month. An empty cell is a service that cost nothing then. The totals are left out, they would count
 * everything twice.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html
 */
export const costExplorer: BillFormat = {
  name: 'Cost Explorer',
  open({ names }) {
    const [first = '', ...others] = names;
    if (first.trim() === '') return undefined;
    const services = others.flatMap((name) => columnOf(name) ?? []);
    if (services.length < others.length || services.length === 0) return undefined;
    return (cells) => {
      if (/ total$/i.test(cells[0] ?? '')) return { charges: [] };
      const month = monthOf(cells[0] ?? '');
      if (month === undefined) return { broken: `it does not begin with a date: ${quoted(cells[0])}` };
      const charges: BilledCharge[] = [];
      for (const [index, { service, currency, kind }] of services.entries()) {
        const cell = cells[index + 1] ?? '';
        if (/^total costs?$/i.test(service) || cell.trim() === '') continue;
        const amount = readAmount(cell);
        if (amount === undefined) return { broken: `its cost for ${service} is not a number: ${quoted(cell)}` };
        if (!amount.isZero()) charges.push({ month, service, kind, amount, currency });
      }
      return { charges };
    };
  },
  groupedBy: ({ names: [first = ''] }) => (/^service$/i.test(first.trim()) ? undefined : first.trim()),
};

/**
 * `EC2-Instances($)` is the name of a service, and the currency that its column is in. Only the last parentheses are the
 * currency: the name of `Support (Business)($)` has its own.
 */
function columnOf(name: string): Column | undefined {
  const [, service, sign = ''] = /^(.*\S)\s*\(([^()]+)\)$/.exec(name.trim()) ?? [];
  const currency = CURRENCIES.get(sign.trim()) ?? /^[A-Z]{3}$/.exec(sign.trim())?.[0];
  return service === undefined || currency === undefined
    ? undefined
    : { service, currency, kind: kindOfGroup(service) };
}
