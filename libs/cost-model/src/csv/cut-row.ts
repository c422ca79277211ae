const [COMMA, LINE_END, RETURN, QUOTE] = [44, 10, 13, 34];

/**
 * Finds the cells of a row in the bytes of a CSV, without making text of them. Nearly all rows of a bill have the form that
 * RFC 4180 describes, on one line.
 *
 * @param bytes has a line end behind `from`
 * @param from begin of the row
 * @param ends gets the end of each cell; has as many places as the header has cells
 * @returns begin of the next row; 0 if the row has another form, or another number of cells
 */
export function cutRow(bytes: Uint8Array, from: number, ends: Int32Array): number {
  const last = ends.length - 1;
  let cell = 0;
  let begin = from;
  let at = from;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte > COMMA) {
      at += 1;
    } else if (byte === COMMA) {
      if (cell >= last) return 0;
      ends[cell] = at;
      cell += 1;
      at += 1;
      begin = at;
    } else if (byte === LINE_END || byte === RETURN) {
      if (cell !== last || (byte === RETURN && bytes[at + 1] !== LINE_END)) return 0;
      ends[cell] = at;
      return byte === RETURN ? at + 2 : at + 1;
    } else if (byte === QUOTE) {
      if (at !== begin) return 0;
      at = behindQuotes(bytes, at + 1);
      if (at === 0) return 0;
    } else {
      at += 1;
    }
  }
}

/** Position behind the closing quotation mark, where a cell has to end; 0 if it does not, or has a line end in it. */
function behindQuotes(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] as number;
    if (byte > QUOTE) continue;
    if (byte === LINE_END) return 0;
    if (byte !== QUOTE) continue;
    const next = bytes[at + 1];
    if (next === QUOTE) at += 1;
    else return next === COMMA || next === LINE_END || next === RETURN ? at + 1 : 0;
  }
}
