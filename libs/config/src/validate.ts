import { renderGiven, renderKey, renderPath } from '@careplane/problems';
import type { Path, Problem, YamlFile } from '@careplane/problems';
import { acceptedForm } from './accepted-form';
import { fixOfValue, isLength, isLong } from './fix-of-value';
import { describeAllowed, documentForm, jsonSchemaOf, placesOfKey, schemaAt, workloadsWith } from './json-schema';
import type { DocumentForm, DocumentKind, JsonSchema } from './json-schema';
import { flattenIssues, valueAt } from './issue';
import type { Issue } from './issue';
import { meantKey } from './meant-word';
import { takes } from './takes';
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
  // A platform has few documents of a kind: compiling a checker for them takes longer than it saves.
  const first = form.schema.safeParse(yaml.value, { jitless: true });
  if (first.success) return { value: first.data as Parsed<K>, problems: [], repaired: [] };
  const { schema, shape } = form;
  const issues = flattenIssues(first.error.issues);
  const document = { kind, yaml, ...form };
  const meant = new Set(issues.flatMap((issue) => meantPlaces(document, issue)));
  const there = issues.filter(({ path }) => !meant.has(renderPath(path as Path)));
  const problems = oncePerValue(there.flatMap((issue) => toProblems(document, issue)));
  // Without a kind nothing is known of the other keys.
  if (kind === 'service' && form.workload === undefined) return { problems, value: undefined, repaired: [[]] };
  return { problems, ...repair(schema, shape, structuredClone(yaml.value), issues) } as Validated<K>;
}

/** The places of the keys that unknown ones were probably meant to be: they are not missing besides. */
function meantPlaces(document: CheckedDocument, issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path as Path;
  const known = knownKeys(schemaAt(document.shape, path));
  return issue.keys.flatMap((key) => {
    const guess = guessOf(document, [...path, key], known);
    const place = [...path, guess ?? key];
    return guess === undefined || valueAt(document.yaml.value, place) !== undefined ? [] : [renderPath(place)];
  });
}

/** Keys that a map may have; where it may have one of several forms, those of all forms. */
function knownKeys(schema: JsonSchema | undefined): string[] {
  const forms = (schema?.anyOf ?? []).flatMap((form) => Object.keys(form.properties ?? {}));
  return [
    ...Object.keys(schema?.properties ?? {}),
    ...(schema?.propertyNames?.enum ?? []).map(String),
    ...new Set(forms),
  ];
}

/** A number can be too small and no half as well; its reader needs the first of the two. */
function oncePerValue(problems: readonly Problem[]): Problem[] {
  const values = problems.map(({ path, allowed }) => JSON.stringify([path, allowed]));
  return problems.filter((_, index) => values.indexOf(values[index] ?? '') === index);
}

function toProblems(document: CheckedDocument, issue: Issue): Problem[] {
  const { kind, yaml, shape } = document;
  const path = issue.path as Path;
  const schema = schemaAt(shape, path);
  const given = valueAt(yaml.value, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(document, [...path, key], key, knownKeys(schema)));
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
      message: messageOf(schema, issue, allowed),
      given: shown,
      allowed,
      // Of what is not shown, no other form is shown either.
      fix: fixOfValue({ schema, issue, key: String(key), given, allowed, hidden: shown.startsWith('(') }),
    },
  ];
}

/** The key that was probably meant, unless it takes none but other words. */
function guessOf({ yaml, shape }: CheckedDocument, path: Path, known: readonly string[]): string | undefined {
  const written = String(path.at(-1));
  const parent = schemaAt(shape, path.slice(0, -1));
  // Where a map has one of several forms, a short word such as "tcp" is near to the only key of one of them, and means something else.
  const isShort = written.length <= SHORT && parent?.anyOf !== undefined;
  const guess = isShort ? undefined : meantKey(written, known);
  const schema = guess === undefined ? undefined : schemaAt(shape, [...path.slice(0, -1), guess]);
  return schema?.enum === undefined || takes(schema, valueAt(yaml.value, path)) ? guess : undefined;
}

const SHORT = 4;

function unknownKey(document: CheckedDocument, path: Path, key: string, known: readonly string[]): Problem {
  const { kind, yaml, shape, workload } = document;
  const guess = guessOf(document, path, known);
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
    fix: adviceOnKey(document, path) ?? (guess ? `did you mean "${guess}"?` : elsewhere({ kind, yaml, shape }, path)),
  };
}

/** Keys that people look for in service.yaml, where something else says it, in several places. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  internal:
    'for a service that only other services call, write "routes: []" here, and its name under calledServices in platform.yaml',
};

function adviceOnKey({ kind }: CheckedDocument, path: Path): string | undefined {
  const key = String(path.at(-1));
  return kind === 'service' && path.length === 1 && Object.hasOwn(SAID_OTHERWISE, key)
    ? SAID_OTHERWISE[key]
    : undefined;
}

/** What to do about a key that is none here: its place, if it is a key somewhere else that would take the value. */
function elsewhere({ kind, yaml, shape }: Pick<CheckedDocument, 'kind' | 'yaml' | 'shape'>, path: Path): string {
  const [key, at] = [String(path.at(-1)), path.slice(0, -1)];
  const value = valueAt(yaml.value, path);
  const fits = (place: JsonSchema) => takes(place, value);
  const free = (other: Path) =>
    valueAt(yaml.value, [...other, key]) === undefined && !isOneOfSeveral(yaml.value, other);
  const here = placesOfKey(shape, key, { at, fits, free });
  if (here.length > 0) return `write it ${here.join(', or ')}`;
  if (at.length > 0) return 'remove it';
  const other = kind === 'platform' ? 'service' : 'platform';
  const there = placesOfKey(jsonSchemaOf(other), key, { at: [], fits, free: () => true });
  return there.length > 0 ? `write it in ${other}.yaml, ${there.join(', or ')}` : 'remove it';
}

/** Whether a place has a source already: it takes one key only. */
function isOneOfSeveral(document: unknown, place: Path): boolean {
  return place.at(-1) === 'source' && valueAt(document, place) !== undefined;
}

function badKey(base: Pick<Problem, 'file' | 'line' | 'path'>, shape: JsonSchema, issue: Issue): Problem {
  const path = issue.path as Path;
  const names = schemaAt(shape, path.slice(0, -1))?.propertyNames;
  const allowed = allowedAt(names, issue);
  const name = String(path.at(-1));
  // Of a name that hides a value, no other form is shown either.
  const form = renderKey(name) === name ? acceptedForm(names, name) : undefined;
  return {
    ...base,
    message: `has a name that ${messageOf(names, issue, allowed)}`,
    given: renderGiven(renderKey(name)),
    allowed,
    fix: form === undefined ? 'choose another name' : `write "${form}"`,
  };
}

/** What a place accepts. Where its schema says no more than that it is text, the issue's own words say more. */
function allowedAt(schema: JsonSchema | undefined, issue: Issue): string {
  const inWords = describeAllowed(schema);
  const either = /^must have (exactly one of .+)$/.exec(issue.message)?.[1];
  if (either !== undefined) return either;
  if (isLength(schema, issue)) return textOfLength(schema, inWords);
  const ownWords = /^must be (.+)$/.exec(issue.message)?.[1];
  return ownWords !== undefined && /^text|, or text/.test(inWords) ? ownWords : inWords;
}

function textOfLength({ minLength, maxLength }: JsonSchema = {}, inWords: string): string {
  const [, description] = /^text: (.*)$/.exec(inWords) ?? [];
  const length =
    minLength === undefined
      ? `at most ${maxLength} characters`
      : `${maxLength === undefined ? 'at least ' : ''}${minLength}${maxLength === undefined ? '' : ` to ${maxLength}`} characters`;
  return `text of ${length}${description === undefined ? '' : `: ${description}`}`;
}

function messageOf(schema: JsonSchema | undefined, issue: Issue, allowed: string): string {
  if (issue.message.startsWith('must ')) return issue.message;
  switch (issue.code) {
    case 'too_small':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}: at least ${issue.minimum}`;
    case 'too_big':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}: at most ${issue.maximum}`;
    default:
      return isLong(schema) ? 'is not a value that this key takes' : `must be ${allowed}`;
  }
}
