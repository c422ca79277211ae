/**
 * A text with as many rows as there is room for.
 *
 * @param rows the number of rows there are; without any, there is no text
 * @param room bytes of UTF-8
 * @param render the text with the first rows, which grows with their number
 * @returns an empty text if not even one row fits
 */
export function fitted(rows: number, room: number, render: (shown: number) => string): string {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Buffer.byteLength(render(middle), 'utf8') <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : render(low);
}
