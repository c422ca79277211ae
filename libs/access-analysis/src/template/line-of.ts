/** Finds lines in a JSON text. What has been looked at once, such as the list of all resources, is not read again. */
export class JsonLines {
  private readonly members = new Map<number, ReadonlyMap<string | number, number>>();
  private breaks: readonly number[] | undefined;

  constructor(private readonly json: string) {}

  /**
   * The line, from 1, of a place: of the value that the keys and positions lead to, or of the last one of them that exists.
   */
  lineOf(pointer: readonly (string | number)[]): number {
    let at = skipBlanks(this.json, 0);
    for (const key of pointer) {
      const next = this.membersAt(at).get(key);
      if (next === undefined) break;
      at = next;
    }
    return this.lineAt(at);
  }

  private membersAt(at: number): ReadonlyMap<string | number, number> {
    const known = this.members.get(at) ?? membersAt(this.json, at);
    this.members.set(at, known);
    return known;
  }

  private lineAt(position: number): number {
    const breaks = (this.breaks ??= breaksIn(this.json));
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

/** The line, from 1, of a place in a JSON text, as `JsonLines` finds it. */
export function lineOf(json: string, pointer: readonly (string | number)[]): number {
  return new JsonLines(json).lineOf(pointer);
}

function breaksIn(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
}

/** Where the values of an object begin by their keys, or those of a list by their positions. */
function membersAt(json: string, start: number): Map<string | number, number> {
  const members = new Map<string | number, number>();
  const isList = json[start] === '[';
  if (!isList && json[start] !== '{') return members;
  let at = skipBlanks(json, start + 1);
  while (at < json.length && json[at] !== (isList ? ']' : '}')) {
    let key: string | number = members.size;
    if (!isList) {
      if (json[at] !== '"') break;
      const end = skipString(json, at);
      key = JSON.parse(json.slice(at, end)) as string;
      at = skipBlanks(json, skipBlanks(json, end) + 1);
    }
    members.set(key, at);
    at = skipBlanks(json, skipValue(json, at));
    if (json[at] === ',') at = skipBlanks(json, at + 1);
  }
  return members;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (at < json.length && /\s/.test(json[at] ?? '')) at += 1;
  return at;
}

function skipString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = end - 1;
    while (json[escapes] === '\\') escapes -= 1;
    // A quotation mark behind an odd number of backslashes is a part of the text.
    if ((end - escapes) % 2 === 1) return end + 1;
  }
  return json.length;
}

/** The characters that a value may begin or end with, but for numbers, true, false and null. */
const STRUCTURE = /["{}[\],]/g;

/** The end of a value: brackets inside of strings do not count. */
function skipValue(json: string, start: number): number {
  let depth = 0;
  STRUCTURE.lastIndex = start;
  while (STRUCTURE.test(json)) {
    const at = STRUCTURE.lastIndex - 1;
    const character = json[at] ?? '';
    if (character === '"') {
      const end = skipString(json, at);
      if (depth === 0) return end;
      STRUCTURE.lastIndex = end;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === ',') {
      if (depth === 0) return at;
    } else {
      // The bracket of what the value is in.
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return json.length;
}
