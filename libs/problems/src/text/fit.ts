import { charactersOf, displayWidth } from './display-width';

/** A text with blanks behind it up to a number of columns; a longer text stays as it is. */
export function alignLeft(text: string, columns: number): string {
  return text + blanks(text, columns);
}

/** A text with blanks in front of it up to a number of columns; a longer text stays as it is. */
export function alignRight(text: string, columns: number): string {
  return blanks(text, columns) + text;
}

/** A text of at most this many columns: what is longer ends in `…`. */
export function cutEnd(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${beginning(charactersOf(text), columns - 1)}…`;
}

/** A text of at most this many columns, cut in its middle: the ends of a path say most. */
export function cutMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = charactersOf(text);
  const front = beginning(characters, Math.floor((columns - 1) / 3));
  const back = beginning(characters.toReversed(), columns - 1 - displayWidth(front), 'reversed');
  return `${front}…${back}`;
}

/** As many characters as fit into a number of columns. */
function beginning(characters: readonly string[], columns: number, order?: 'reversed'): string {
  let left = columns;
  const end = characters.findIndex((character) => (left -= displayWidth(character)) < 0);
  const kept = end < 0 ? characters : characters.slice(0, end);
  return (order === 'reversed' ? kept.toReversed() : kept).join('');
}

function blanks(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text)));
}
