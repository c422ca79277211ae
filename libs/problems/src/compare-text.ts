/** Compares by code unit, for `sort`: the order is the same in every locale, unlike that of `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
