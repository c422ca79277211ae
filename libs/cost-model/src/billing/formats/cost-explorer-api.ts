import { readAmount } from '../amount';
import type { BillFormat, ChargeKind } from '../charge';
import { NOTHING } from '../charge';
import { COST_COLUMN, CURRENCY_COLUMN, PERIOD_COLUMN } from '../cost-explorer-answer';
import { monthOf } from '../month';
import { quoted } from '../quoted';
import { kindOfGroup } from './cost-explorer-groups';

/** Kinds of charges as the dimension RECORD_TYPE names them; all others (usage, fees, discounts, negations) are usage. */
const KINDS: Readonly<Record<string, ChargeKind>> = {
  Tax: 'tax',
  Credit: 'credit',
  Refund: 'refund',
  Support: 'support',
};

/** An answer of Cost Explorer's API, as `costExplorerTable` lays it out. */
export const costExplorerApi: BillFormat = {
  name: 'Cost Explorer (API)',
  open(header) {
    if (!header.has(PERIOD_COLUMN, COST_COLUMN, CURRENCY_COLUMN)) return undefined;
    const at = {
      period: header.find(PERIOD_COLUMN),
      cost: header.find(COST_COLUMN),
      currency: header.find(CURRENCY_COLUMN),
      recordType: header.find('RECORD_TYPE'),
      group: header.find(groupOf(header.names)),
    };
    return (cells) => {
      const amount = readAmount(cells[at.cost] ?? '');
      if (amount === undefined) return { broken: `its UnblendedCost is not a number: ${quoted(cells[at.cost])}` };
      const month = monthOf(cells[at.period] ?? '');
      if (month === undefined) return { broken: `its period is not a date: ${quoted(cells[at.period])}` };
      if (amount.isZero()) return NOTHING;
      const service = cells[at.group] || 'not named';
      const kind = KINDS[cells[at.recordType] ?? ''] ?? kindOfGroup(service);
      return { charges: [{ month, service, kind, amount, currency: cells[at.currency] || 'USD' }] };
    };
  },
  groupedBy: ({ names }) => (names.includes('SERVICE') ? undefined : groupOf(names)),
};

/** The group whose sums are compared: services if the answer has them. */
function groupOf(names: readonly string[]): string {
  const groups = names.filter((name) => ![PERIOD_COLUMN, COST_COLUMN, CURRENCY_COLUMN].includes(name));
  return groups.find((name) => name === 'SERVICE') ?? groups.find((name) => name !== 'RECORD_TYPE') ?? 'RECORD_TYPE';
}
