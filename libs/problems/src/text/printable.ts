/** Colours and the like, as other tools write them: nothing is lost without them. */
const STYLES = /\u001B\[[0-9;:]*m/g;

/**
 * Control characters but tab and line feed, a carriage return that no line feed follows, and what turns the direction of
 * writing round: with them, text from a YAML file, an image or an answer of AWS could repaint a terminal, hide what it says,
 * or type for its reader.
 */
const STEERING = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\r(?!\n)/g;

/** Text that cannot steer a terminal. What could is shown as JSON writes it, so that data stays the same data: `\u001b`. */
export function printable(text: string): string {
  // An answer can have half a megabyte, and nearly none has such characters: the first look is enough then. Styles begin with one.
  if (text.search(STEERING) < 0) return text;
  return text
    .replace(STYLES, '')
    .replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
