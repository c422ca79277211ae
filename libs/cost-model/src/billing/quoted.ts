/** A cell for use in a sentence: shortened, in quotation marks. */
export function quoted(cell = ''): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 37)}...` : cell);
}
