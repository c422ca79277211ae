import stringWidth from 'string-width';

const ASCII = /^[\u0020-\u007e]*$/;

/** What string-width 4.2.3 does not know: emoji after Unicode 12, and characters that are asked to be drawn as emoji. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
/** Marks that are drawn on the letter before them, and characters that are not drawn at all. */
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/gu;

/** Made for the first text that needs it: that takes some milliseconds, which every command would wait for. */
let letters: Intl.Segmenter | undefined;

/** A text as a reader counts it: an emoji of several code points and a letter with its accents are one character. */
export function charactersOf(text: string): string[] {
  if (ASCII.test(text)) return [...text];
  letters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(letters.segment(text), ({ segment }) => segment);
}

/** Columns of a terminal that a text takes. A Chinese, Japanese or Korean character and an emoji take two. */
export function displayWidth(text: string): number {
  // Nearly every text, and 20 times as fast.
  if (ASCII.test(text)) return text.length;
  return charactersOf(text).reduce((width, character) => width + widthOf(character), 0);
}

function widthOf(character: string): number {
  return EMOJI.test(character) ? 2 : Math.min(2, stringWidth(character.replace(WITHOUT_WIDTH, '')));
}
