/** The month of a date as bills write it (`2026-09-01T00:00:00Z`, `2026/09/01 00:00:00`, `09/01/2026`, `2026-09`), as YYYY-MM. */
export function monthOf(text: string): string | undefined {
  if (text !== last.text) last = { text, month: readMonth(text) };
  return last.month;
}

/** The rows of a bill repeat the date of their period. */
let last: { readonly text: string; readonly month: string | undefined } = { text: '', month: undefined };

function readMonth(text: string): string | undefined {
  const yearFirst = /^\s*(\d{4})[-/](\d{1,2})(?:[-/ T]|\s*$)/.exec(text);
  const [year, month] = yearFirst?.slice(1) ?? /^\s*(\d{1,2})\/\d{1,2}\/(\d{4})\b/.exec(text)?.slice(1).reverse() ?? [];
  const number = Number(month);
  if (year === undefined || number < 1 || number > 12) return undefined;
  return `${year}-${String(number).padStart(2, '0')}`;
}
