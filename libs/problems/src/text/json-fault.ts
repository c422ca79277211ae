import { looksSecret } from '../secret-forms';
import { visible } from './visible';

/** The first place at which a text is no JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** Position in the line, from 1. */
  readonly column: number;
  /** What is wrong there and what to do, as the rest of a sentence that begins with the place. */
  readonly words: string;
}

/** What may come next. */
type Next = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma' | 'nothing';

// One expression for each kind of token, each without choices that a long text could have tried again and again.
const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const WORD = /[^\s{}[\],:"]+|./y;

/**
 * Where a text stops being JSON, with a sentence for people: `JSON.parse` gives a position in some versions of Node.js alone, and no
 * sentence says that a comma is one too many.
 *
 * @returns undefined for a text that is JSON
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: { readonly closes: '}' | ']'; readonly at: number }[] = [];
  let next: Next = 'value';
  let comma = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const fault = (position: number, words: string): JsonFault => ({ ...placeOf(text, position), words });
  for (;;) {
    at = after(SPACE, text, at) ?? at;
    const inside = open.at(-1);
    const character = text.charAt(at);
    if (character === '') {
      if (next === 'nothing') return undefined;
      return fault(at, inside === undefined ? 'the text ends before a value' : endsBefore(text, inside));
    }
    const isLast = character === inside?.closes && (next === 'comma' || /^first/.test(next));
    if (isLast) {
      open.pop();
      next = afterValue(open.length);
      at += 1;
    } else if (character === inside?.closes && (next === 'key' || next === 'value') && text.charAt(comma) === ',') {
      return fault(comma, `a comma stands before ${character}, where nothing follows it: remove the comma`);
    } else if (character === ',' && next === 'comma') {
      comma = at;
      next = inside?.closes === '}' ? 'key' : 'value';
      at += 1;
    } else if (character === ':' && next === 'colon') {
      comma = at;
      next = 'value';
      at += 1;
    } else if ((character === '{' || character === '[') && (next === 'value' || next === 'first item')) {
      open.push({ closes: character === '{' ? '}' : ']', at });
      next = character === '{' ? 'first key' : 'first item';
      at += 1;
    } else {
      const isKey: boolean = next === 'key' || next === 'first key';
      const isValue: boolean = next === 'value' || next === 'first item';
      const end =
        isKey || isValue ? (after(STRING, text, at) ?? (isValue ? after(OTHER, text, at) : undefined)) : undefined;
      if (end === undefined) return fault(at, wordsOf(text, at, next, inside?.closes));
      at = end;
      next = isKey ? 'colon' : afterValue(open.length);
    }
  }
}

function afterValue(depth: number): Next {
  return depth === 0 ? 'nothing' : 'comma';
}

function after(token: RegExp, text: string, at: number): number | undefined {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : undefined;
}

function endsBefore(text: string, { closes, at }: { readonly closes: string; readonly at: number }): string {
  return `the text ends without the ${closes} of line ${placeOf(text, at).line}`;
}

const EXPECTED: Readonly<Record<Next, string>> = {
  value: 'a value',
  'first item': 'a value or ]',
  'first key': 'a name in double quotation marks or }',
  key: 'a name in double quotation marks',
  colon: 'a colon',
  comma: 'a comma',
  nothing: 'the end',
};

function wordsOf(text: string, at: number, next: Next, closes = ''): string {
  if (/^\/[/*]/.test(text.slice(at, at + 2))) return 'a comment stands, and JSON has none: remove it';
  const found = text.slice(at, Math.min(after(WORD, text, at) ?? at + 1, at + 30));
  if (found.startsWith('"')) {
    if (next === 'comma') return 'a comma is missing before a text in quotation marks: write it';
    if (next !== 'colon' && next !== 'nothing')
      return 'a text does not end in its line, or has a \\ that JSON does not know: write \\n for a new line, \\\\ for \\, and a quotation mark at the end';
  }
  const shown = looksSecret('', found) ? 'a text' : visible(found);
  if (found.startsWith("'")) return `${shown} stands in single quotation marks: write double ones`;
  const expected = next === 'comma' ? `a comma or ${closes}` : EXPECTED[next];
  return `${shown} stands where ${expected} belongs`;
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - start + 1 };
}
