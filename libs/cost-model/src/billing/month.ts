/** The month of a date as bills write it (`2026-09-01T00:00:00Z`, `2026/09/01 00:00:00`, `09/01/2026`, `2026-09`), as YYYY-MM. */
export function monthOf(text: string): string | undefined {
  let month = known.get(text);
  if (month === undefined && !known.has(text)) {
    month = readMonth(text);
    if (known.size < MAX_KNOWN) known.set(text, month);
  }
  return month;
}

/** The rows of a bill repeat the dates of their periods. */
const known = new Map<string, string | undefined>();
const MAX_KNOWN = 1000;

function readMonth(text: string): string | undefined {
  const yearFirst = /^\s*(\d{4})[-/](\d{1,2})(?:[-/ T]|\s*$)/.exec(text);
  const [year, month] = yearFirst?.slice(1) ?? /^\s*(\d{1,2})\/\d{1,2}\/(\d{4})\b/.exec(text)?.slice(1).reverse() ?? [];
  const number = Number(month);
  if (year === undefined || number < 1 || number > 12) return undefined;
  return `${year}-${String(number).padStart(2, '0')}`;
}
