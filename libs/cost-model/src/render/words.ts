/** Text in lines of at most `width` characters, each indented; a longer word has a line of its own. */
export function wrap(text: string, indent: number, width = 80): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => ' '.repeat(indent) + each);
}

/** Text cut in its middle to a width: the ends of a path tell most. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const front = Math.floor((width - 1) / 3);
  return `${text.slice(0, front)}…${text.slice(text.length - (width - 1 - front))}`;
}

/** `1 resource`, `2 resources`. */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith('s') ? `${noun}es` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

/** Removes control characters, because names in a template are untrusted. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?');
}
