import { terminalColumns } from './columns';
import { charactersOf, displayWidth } from './display-width';
import { oneLine } from './one-line';

export interface WrapOptions {
  /** Columns of a line, its indentation included. @default those of the terminal; in a log 80 */
  readonly width?: number;
  /** Further indentation of all lines but the first. @default 0 */
  readonly hanging?: number;
  /**
   * Whether a word that is wider than a line is broken. Otherwise it has a line of its own, so that a path or an address can
   * still be copied. @default false
   */
  readonly breakWords?: boolean;
}

/**
 * A text in lines for a terminal or a log, each indented. Lines end between words, and between the characters of scripts that
 * write without blanks, such as Chinese.
 */
export function wrap(text: string, indent: number, options: WrapOptions = {}): string {
  const { width = terminalColumns() ?? 80, hanging = 0, breakWords = false } = options;
  const rooms = { first: Math.max(1, width - indent), next: Math.max(1, width - indent - hanging) };
  const lines: string[] = [];
  let line = '';
  const add = (piece: string, gap: string) => {
    const room = lines.length === 0 ? rooms.first : rooms.next;
    if (line !== '' && displayWidth(line) + gap.length + displayWidth(piece) > room) {
      lines.push(line);
      line = piece;
    } else {
      line = line === '' ? piece : line + gap + piece;
    }
  };
  for (const word of oneLine(text)
    .split(' ')
    .filter((each) => each !== '')) {
    piecesOf(word, rooms.next, breakWords).forEach((piece, index) => add(piece, index === 0 ? ' ' : ''));
  }
  const blanks = (index: number) => ' '.repeat(indent + (index === 0 ? 0 : hanging));
  return [...lines, line].map((each, index) => blanks(index) + each).join('\n');
}

/** Whether a word is of a writing without blanks. */
function isWithoutBlanks(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(
    word,
  );
}

/** Parts of a word between which a line may end. */
function piecesOf(word: string, room: number, breakWords: boolean): string[] {
  if (displayWidth(word) <= room) return [word];
  if (!breakWords && !isWithoutBlanks(word)) return [word];
  return charactersOf(word);
}
