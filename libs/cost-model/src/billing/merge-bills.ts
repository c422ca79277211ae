import type { Problem } from '@careplane/problems';
import type { Bill, BilledService, BrokenRow } from './bill';
import { Ledger, sum } from './bill';
import type { BillResult } from './bill-reader';

import { severalProviders } from './providers';

/** The number of broken rows of all files that are listed individually. */
const MAX_TOLD = 20;

/**
 * One bill of several files, such as the parts of a report. Formats, currencies and providers must be the same: two formats are
 * usually two reports of the same costs, which would count twice.
 *
 * @param bills at least one
 */
export function mergeBills(bills: readonly [Bill, ...Bill[]]): BillResult {
  const [first, ...others] = bills;
  if (others.length === 0) return { ok: true, bill: first };
  const problems = others.flatMap((bill) => problemsBetween(first, bill));
  if (problems.length > 0) return { ok: false, problems };
  const ledger = new Ledger();
  for (const { services, currency } of bills) for (const service of services) addAll(ledger, service, currency);
  const services = ledger.services();
  const broken = bills.flatMap(({ file, broken }) => broken.map((row): BrokenRow => ({ ...row, file })));
  return {
    ok: true,
    bill: {
      ...first,
      file: `${first.file} and ${others.length} more`,
      months: [...new Set(bills.flatMap(({ months }) => months))].sort(),
      services,
      total: sum(services.map(({ total }) => total)),
      rows: bills.reduce((count, { rows }) => count + rows, 0),
      broken: broken.slice(0, MAX_TOLD),
      brokenCount: bills.reduce((count, { brokenCount }) => count + brokenCount, 0),
    },
  };
}

function addAll(ledger: Ledger, { service, kind, byMonth }: BilledService, currency: string): void {
  for (const [month, amount] of byMonth) ledger.add({ service, kind, month, amount, currency });
}

function problemsBetween(first: Bill, bill: Bill): Problem[] {
  if (bill.provider !== first.provider) return [severalProviders(bill.file, 1, first.provider, bill.provider)];
  if (bill.format !== first.format) return [differs(bill, `is ${bill.format}, but ${first.file} is ${first.format}`)];
  if (bill.groupedBy !== first.groupedBy)
    return [
      differs(
        bill,
        `is grouped by ${bill.groupedBy ?? 'service'}, but ${first.file} by ${first.groupedBy ?? 'service'}`,
      ),
    ];
  if (bill.currency !== first.currency)
    return [differs(bill, `is in ${bill.currency}, but ${first.file} is in ${first.currency}`)];
  return [];
}

function differs(bill: Bill, message: string): Problem {
  return {
    file: bill.file,
    line: 1,
    path: '',
    message,
    given: `${bill.format} in ${bill.currency}`,
    allowed: 'files of one report: the same format and currency',
    fix: 'give only the files of one report; two reports of the same month would count its costs twice',
  };
}
