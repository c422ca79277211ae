import { acceptedForm, accepts } from './accepted-form';
import { nearest, renderGiven, renderKey, renderPath } from '@careplane/problems';
import type { Path, Problem, YamlFile } from '@careplane/problems';
import {
  alternativeWith,
  describeAllowed,
  documentForm,
  jsonSchemaOf,
  placesOfKey,
  schemaAt,
  sketch,
  workloadsWith,
} from './json-schema';
import type { DocumentForm, DocumentKind, JsonSchema } from './json-schema';
import { flattenIssues, valueAt } from './issue';
import type { Issue } from './issue';
import { likelyValue } from './likely-value';
import { repair } from './repair';
import type { ParsedAnyService, ParsedPlatform } from './model';

type Parsed<K extends DocumentKind> = { readonly platform: ParsedPlatform; readonly service: ParsedAnyService }[K];

export interface Validated<K extends DocumentKind> {
  /**
   * The document with defaults filled in. Where the document had problems, the faulty places are left out or replaced,
   * so that the rules can still look at the rest; undefined when too little remains.
   */
  readonly value: Parsed<K> | undefined;
  readonly problems: Problem[];
  /** Paths where `value` differs from the file. Rules must not report problems there. */
  readonly repaired: readonly Path[];
}

/** A document and the schema that it is held against. */
interface CheckedDocument extends DocumentForm {
  readonly kind: DocumentKind;
  readonly yaml: YamlFile;
}

/** Check a document against its schema. */
export function validate<K extends DocumentKind>(kind: K, yaml: YamlFile): Validated<K> {
  const form = documentForm(kind, yaml.value);
  const { schema, shape } = form;
  const first = schema.safeParse(yaml.value);
  if (first.success) return { value: first.data as Parsed<K>, problems: [], repaired: [] };
  const issues = flattenIssues(first.error.issues);
  const problems = issues.flatMap((issue) => toProblems({ kind, yaml, ...form }, issue));
  // Without a kind nothing is known of the other keys.
  if (kind === 'service' && form.workload === undefined) return { problems, value: undefined, repaired: [[]] };
  return { problems, ...repair(schema, shape, structuredClone(yaml.value), issues) } as Validated<K>;
}

function toProblems(document: CheckedDocument, issue: Issue): Problem[] {
  const { kind, yaml, shape } = document;
  const path = issue.path as Path;
  const schema = schemaAt(shape, path);
  const given = valueAt(yaml.value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = [...Object.keys(schema?.properties ?? {}), ...(schema?.propertyNames?.enum ?? []).map(String)];
    return issue.keys.map((key) => unknownKey(document, [...path, key], key, known));
  }
  const base = { file: yaml.file, line: yaml.lineOf(path), path: renderPath(path) };
  const key = path.at(-1);
  if (issue.ofKey) return [badKey(base, shape, issue)];
  const allowed = allowedAt(schema, issue);
  if (path.length === 0 && (given === null || given === undefined)) {
    return [
      {
        ...base,
        message: 'is empty',
        given: '(nothing)',
        allowed,
        fix: `write the ${kind} into it; see the README for an example`,
      },
    ];
  }
  if (given === undefined) {
    return [{ ...base, message: 'is missing', given: '(nothing)', allowed, fix: `add "${String(key)}:" with a value` }];
  }
  if (given === null) {
    return [
      { ...base, message: 'has no value', given: '(an empty value)', allowed, fix: 'write a value, or remove the key' },
    ];
  }
  const shown = renderGiven(given, path);
  return [
    {
      ...base,
      message: messageOf(issue, allowed),
      given: shown,
      allowed,
      fix:
        formOf(schema, String(key), given) ??
        likelyValue(String(key), given) ??
        // Of what is not shown, no other form is shown either.
        (shown.startsWith('(') ? undefined : quotedForm(schema, given)) ??
        fixFor(schema, issue, given, allowed),
    },
  ];
}

function unknownKey(
  { kind, yaml, shape, workload }: CheckedDocument,
  path: Path,
  key: string,
  known: readonly string[],
): Problem {
  const guess = nearest(key, known);
  const owners = workload !== undefined && path.length === 1 ? workloadsWith(key) : [];
  if (workload !== undefined && owners.length > 0) {
    return {
      file: yaml.file,
      line: yaml.lineOf(path),
      path: renderPath(path),
      message: `is a key of services of the kind ${owners.join(' or ')}, and this one is of the kind ${workload}`,
      given: renderGiven(renderKey(key)),
      allowed: `one of ${known.join(', ')}`,
      fix: `remove it, or write "kind: ${String(owners[0])}"`,
    };
  }
  return {
    file: yaml.file,
    line: yaml.lineOf(path),
    path: renderPath(path),
    message: 'is not a known key',
    given: renderGiven(renderKey(key)),
    allowed: known.length > 0 ? `one of ${known.join(', ')}` : 'no keys here',
    fix: guess ? `did you mean "${guess}"?` : elsewhere({ kind, shape }, key, path.slice(0, -1), known),
  };
}

/** Names that other tools have for keys of ours. */
const SYNONYMS: Readonly<Record<string, string>> = {
  variables: 'environment',
  env: 'environment',
  envVars: 'environment',
  memory: 'memoryMiB',
  storage: 'storageGiB',
  dockerfile: 'image',
};

/** What to do about a key that is none here: its place, if it is a key somewhere else. */
function elsewhere(
  { kind, shape }: Pick<CheckedDocument, 'kind' | 'shape'>,
  key: string,
  at: Path,
  known: readonly string[],
): string {
  const synonym = SYNONYMS[key];
  if (synonym !== undefined && known.includes(synonym)) return `write "${synonym}" instead`;
  const here = placesOfKey(shape, key, at);
  if (here.length > 0) return `write it ${here.join(', or ')}`;
  if (at.length > 0) return 'remove it';
  const other = kind === 'platform' ? 'service' : 'platform';
  const there = placesOfKey(jsonSchemaOf(other), key, []);
  return there.length > 0 ? `write it in ${other}.yaml, ${there.join(', or ')}` : 'remove it';
}

function badKey(base: Pick<Problem, 'file' | 'line' | 'path'>, shape: JsonSchema, issue: Issue): Problem {
  const path = issue.path as Path;
  const allowed = allowedAt(schemaAt(shape, path.slice(0, -1))?.propertyNames, issue);
  return {
    ...base,
    message: `has a name that ${messageOf(issue, allowed)}`,
    given: renderGiven(renderKey(String(path.at(-1)))),
    allowed,
    fix: 'choose another name',
  };
}

function quotedForm(schema: JsonSchema | undefined, given: unknown): string | undefined {
  const form = acceptedForm(schema, given);
  return form === undefined ? undefined : `write "${form}"`;
}

/** What a place accepts. Where its schema says no more than that it is text, the issue's own words say more. */
function allowedAt(schema: JsonSchema | undefined, issue: Issue): string {
  const inWords = describeAllowed(schema);
  if (isLength(schema, issue)) return textOfLength(schema, inWords);
  const ownWords = /^must be (.+)$/.exec(issue.message)?.[1];
  return ownWords !== undefined && inWords.startsWith('text') ? ownWords : inWords;
}

/** Whether a text is too short or too long. zod also counts the letters of a text where a list belongs. */
function isLength(
  schema: JsonSchema | undefined,
  issue: Issue,
): issue is Issue & { readonly code: 'too_small' | 'too_big' } {
  return (issue.code === 'too_small' || issue.code === 'too_big') && schema?.type === 'string';
}

function textOfLength({ minLength, maxLength }: JsonSchema = {}, inWords: string): string {
  const [, description] = /^text: (.*)$/.exec(inWords) ?? [];
  const length =
    minLength === undefined
      ? `at most ${maxLength} characters`
      : `${maxLength === undefined ? 'at least ' : ''}${minLength}${maxLength === undefined ? '' : ` to ${maxLength}`} characters`;
  return `text of ${length}${description === undefined ? '' : `: ${description}`}`;
}

function messageOf(issue: Issue, allowed: string): string {
  if (issue.message.startsWith('must ')) return issue.message;
  switch (issue.code) {
    case 'too_small':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}: at least ${issue.minimum}`;
    case 'too_big':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}: at most ${issue.maximum}`;
    default:
      return `must be ${allowed}`;
  }
}

/** The fix for a union if the given word is none of its members or only the name of one. */
function formOf(schema: JsonSchema | undefined, key: string, given: unknown): string | undefined {
  if (schema?.anyOf === undefined || typeof given !== 'string') return undefined;
  const form = alternativeWith(schema, given);
  if (form !== undefined) return `write "${key}: ${sketch(form)}"`;
  const words = schema.anyOf.flatMap((each) => [each.const ?? [], Object.keys(each.properties ?? {})]).flat();
  const guess = nearest(given, words.map(String));
  return guess === undefined ? undefined : `did you mean "${guess}"?`;
}

/** A number where a text belongs: quotation marks make it one, unless that text is refused as well. */
function quoted(schema: JsonSchema | undefined, given: number): string {
  if (accepts(schema, String(given))) return 'put it in quotation marks';
  const usual = schema?.default;
  return typeof usual === 'string' ? `write a text such as "${usual}"` : `write ${describeAllowed(schema)}`;
}

function fixFor(schema: JsonSchema | undefined, issue: Issue, given: unknown, allowed: string): string {
  if (isLength(schema, issue)) {
    return issue.code === 'too_small'
      ? `write at least ${issue.minimum} characters`
      : `shorten it to ${issue.maximum} characters`;
  }
  const around = issue.code === 'invalid_value' ? neighbours(issue.values, given) : undefined;
  if (around !== undefined) return `write ${around}`;
  if (/^must have at most/.test(issue.message)) return 'remove some of them';
  if (/^must list each entry once/.test(issue.message)) return 'remove the repetition';
  if (issue.code === 'invalid_value' && typeof given === 'number' && issue.values.includes(String(given))) {
    return 'put it in quotation marks';
  }
  if (issue.code === 'invalid_value' && typeof given === 'string') {
    const guess = nearest(given, issue.values.map(String));
    if (guess) return `did you mean "${guess}"?`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof given === 'number')
    return quoted(schema, given);
  if (issue.code === 'invalid_type' && issue.expected === 'array')
    return 'write a list: one "- " item a line, or [a, b]';
  if (
    issue.code === 'invalid_type' &&
    (issue.expected === 'int' || issue.expected === 'number') &&
    typeof given === 'string' &&
    /^\d+$/.test(given)
  ) {
    return 'remove the quotation marks';
  }
  return `write ${allowed}`;
}

/** The numbers of a list that are next to another number: `90 or 120`. */
function neighbours(values: readonly unknown[], given: unknown): string | undefined {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (typeof given !== 'number' || numbers.length < values.length) return undefined;
  const around = [numbers.findLast((each) => each < given), numbers.find((each) => each > given)];
  return around.filter((each) => each !== undefined).join(' or ') || undefined;
}
