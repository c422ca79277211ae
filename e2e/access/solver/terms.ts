// SMT-LIB as text: strings, and patterns of policies as regular expressions.

/** A term of SMT-LIB. */
export type Term = string;

export const TRUE: Term = 'true';
export const FALSE: Term = 'false';

/** All of some terms. */
export function all(terms: readonly Term[]): Term {
  const wanted = [...new Set(terms)].filter((term) => term !== TRUE);
  if (wanted.includes(FALSE)) return FALSE;
  return wanted.length < 2 ? (wanted[0] ?? TRUE) : `(and ${wanted.join(' ')})`;
}

/** One of some terms. */
export function any(terms: readonly Term[]): Term {
  const wanted = [...new Set(terms)].filter((term) => term !== FALSE);
  if (wanted.includes(TRUE)) return TRUE;
  return wanted.length < 2 ? (wanted[0] ?? FALSE) : `(or ${wanted.join(' ')})`;
}

export function not(term: Term): Term {
  if (term === TRUE) return FALSE;
  return term === FALSE ? TRUE : `(not ${term})`;
}

/** A string: `"` is doubled, and other characters than printable ASCII are written by their code points. */
export function string(text: string): Term {
  const escaped = [...text].map((each) =>
    /[ -[\]-~]/.test(each) ? each.replace('"', '""') : `\\u{${each.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return `"${escaped.join('')}"`;
}

const ANYTHING = 're.all';
const ANY_CHARACTER = 're.allchar';
/** Every character but the colon between the fields of an ARN. */
const IN_FIELD = '(re.union (re.range "\\u{0}" "9") (re.range ";" "\\u{2ffff}"))';

export interface RegexOptions {
  /** Whether `*` and `?` are wildcards. @default true */
  readonly wildcards?: boolean;
  /** Whether `A` and `a` are the same, of ASCII. @default false */
  readonly ignoresCase?: boolean;
  /** Whether a wildcard stays within a field of an ARN, but for the sixth. @default false */
  readonly arn?: boolean;
}

/** The regular expression of what a policy writes. */
export function regex(text: string, { wildcards = true, ignoresCase = false, arn = false }: RegexOptions = {}): Term {
  const plain = (part: string): Term[] =>
    wildcards ? wild(part, ANY_CHARACTER, ignoresCase) : fixed(part, ignoresCase);
  if (!arn || text === '*' || !text.includes(':')) return sequence(plain(text));
  const [partition = '', ...rest] = text.split(':');
  const fields = [partition, ...rest.slice(0, 4), ...(rest.length > 4 ? [rest.slice(4).join(':')] : [])];
  // IAM completes an ARN with fewer fields.
  while (fields.length < 6) fields.push('*');
  return sequence(
    fields.flatMap((field, index) => [
      ...(index === 0 ? [] : fixed(':', false)),
      ...(index === 5 ? plain(field) : wild(field, IN_FIELD, ignoresCase)),
    ]),
  );
}

function wild(text: string, character: Term, ignoresCase: boolean): Term[] {
  return text
    .split(/([*?])/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      if (part === '?') return [character];
      if (part === '*') return [character === ANY_CHARACTER ? ANYTHING : `(re.* ${character})`];
      return fixed(part, ignoresCase);
    });
}

function fixed(text: string, ignoresCase: boolean): Term[] {
  if (text === '') return [];
  if (!ignoresCase || !/[a-z]/i.test(text)) return [`(str.to_re ${string(text)})`];
  return [...text].map((each) => {
    const [lower, upper] = [each.toLowerCase(), each.toUpperCase()];
    return lower === upper
      ? `(str.to_re ${string(each)})`
      : `(re.union (str.to_re ${string(lower)}) (str.to_re ${string(upper)}))`;
  });
}

function sequence(terms: readonly Term[]): Term {
  if (terms.length === 0) return '(str.to_re "")';
  return terms.length === 1 ? (terms[0] ?? '') : `(re.++ ${terms.join(' ')})`;
}

/** Whether a string is in the set of a pattern; a pattern without wildcards is compared. */
export function matches(value: Term, text: string, options: RegexOptions = {}): Term {
  const { wildcards = true, ignoresCase = false, arn = false } = options;
  if (wildcards && text === '*') return TRUE;
  const isPlain = !ignoresCase && !(wildcards && /[*?]/.test(text)) && !(arn && isShortArn(text));
  return isPlain ? `(= ${value} ${string(text)})` : `(str.in_re ${value} ${regex(text, options)})`;
}

function isShortArn(text: string): boolean {
  const colons = text.split(':').length - 1;
  return colons > 0 && colons < 5;
}
