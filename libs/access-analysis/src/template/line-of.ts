/**
 * The line, from 1, of a place in a JSON text: of the value that the keys and positions lead to, or of the last one of them that
 * exists.
 */
export function lineOf(json: string, pointer: readonly (string | number)[]): number {
  let at = skipBlanks(json, 0);
  for (const key of pointer) {
    const next = typeof key === 'number' ? elementAt(json, at, key) : memberAt(json, at, key);
    if (next === undefined) break;
    at = next;
  }
  return json.slice(0, at).split('\n').length;
}

/** Where the value of a member begins. */
function memberAt(json: string, start: number, key: string): number | undefined {
  if (json[start] !== '{') return undefined;
  let at = skipBlanks(json, start + 1);
  while (json[at] === '"') {
    const end = skipString(json, at);
    const value = skipBlanks(json, skipBlanks(json, end) + 1);
    if (json.slice(at, end) === JSON.stringify(key)) return value;
    at = skipBlanks(json, skipValue(json, value));
    if (json[at] === ',') at = skipBlanks(json, at + 1);
  }
  return undefined;
}

/** Where an element of a list begins. */
function elementAt(json: string, start: number, position: number): number | undefined {
  if (json[start] !== '[') return undefined;
  let at = skipBlanks(json, start + 1);
  for (let index = 0; at < json.length && json[at] !== ']'; index += 1) {
    if (index === position) return at;
    at = skipBlanks(json, skipValue(json, at));
    if (json[at] === ',') at = skipBlanks(json, at + 1);
  }
  return undefined;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (at < json.length && /\s/.test(json[at] ?? '')) at += 1;
  return at;
}

function skipString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The end of a value: brackets inside of strings do not count. */
function skipValue(json: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const character = json[at] ?? '';
    if (character === '"') {
      at = skipString(json, at);
      if (depth === 0) return at;
      continue;
    }
    if (depth === 0 && /[,\]}]/.test(character)) return at;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
    if (depth === 0 && (character === '}' || character === ']')) return at;
  }
  return at;
}
