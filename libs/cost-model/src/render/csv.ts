import type { Estimate, Exact } from '../estimate-types';

const COLUMNS = [
  'stack',
  'logicalId',
  'constructPath',
  'resourceType',
  'component',
  'quantityLow',
  'quantityExpected',
  'quantityHigh',
  'unit',
  'unitPriceUsd',
  'monthlyUsdLow',
  'monthlyUsdExpected',
  'monthlyUsdHigh',
  'priceRegion',
  'priceUsageType',
  'priceAsOf',
  'priceSource',
  'priceConfidence',
  'assumption',
] as const;

/** The lines as a spreadsheet: one row each, amounts with all their digits, empty where something is not known. */
export function renderCsv({ lines }: Estimate): string {
  const rows = lines.map((line) => [
    line.stack,
    line.logicalId,
    line.constructPath,
    line.resourceType,
    line.component,
    digits(line.quantity?.low),
    digits(line.quantity?.expected),
    digits(line.quantity?.high),
    line.unit,
    digits(line.unitPriceUsd),
    digits(line.monthlyUsd?.low),
    digits(line.monthlyUsd?.expected),
    digits(line.monthlyUsd?.high),
    line.price?.region ?? '',
    line.price?.usageType ?? '',
    line.price?.asOf ?? '',
    line.price?.source ?? '',
    line.price?.confidence ?? '',
    line.assumption ?? '',
  ]);
  return [COLUMNS, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}

function digits(amount: Exact | undefined): string {
  return amount?.toFixed() ?? '';
}

/**
 * A cell. A spreadsheet takes what begins with = + - @ for a formula, and a template's names are anybody's: such text
 * gets an apostrophe in front. https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
