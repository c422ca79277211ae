import type { ScalarTag, CollectionTag, Node } from 'yaml';

/** Functions that have a short form: `!Sub` for `Fn::Sub`. */
const SHORT_FORMS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

/** A place where YAML cannot be read. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

/**
 * The parser is loaded with the first YAML file: the CDK writes JSON, and without the parser that starts 10 ms sooner.
 */
export function yamlParser(): typeof import('yaml') {
  // A static import would load it at every start.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml') as typeof import('yaml');
}

/** A template in YAML, its short forms written out; or what is wrong with it. */
export function readTemplateYaml(text: string): { value: unknown } | { faults: YamlFault[] } {
  const yaml = yamlParser();
  const tags = [
    ...SHORT_FORMS.map((name) => [`!${name}`, `Fn::${name}`]),
    ['!Ref', 'Ref'],
    ['!Condition', 'Condition'],
  ];
  const customTags = tags.flatMap(([tag = '', key = '']) => tagsOf(tag, key));
  const parse = (source: string) =>
    yaml.parseDocument(source, {
      customTags,
      logLevel: 'silent',
      merge: true,
      // CloudFormation takes the last of two equal keys, as JSON does.
      uniqueKeys: false,
    });
  const asWritten = parsedOrNot(() => parse(text));
  if (asWritten === undefined) return { faults: [{ line: 1, message: 'its nesting is endless' }] };
  const document = asWritten.errors.length > 0 ? firstSound(parse(indentQuoted(text)), asWritten) : asWritten;
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, linePos }) => ({
      line: linePos?.[0].line ?? 1,
      message: message.split('\n')[0] ?? message,
    }));
    return { faults };
  }
  return plainValue(document);
}

/** The document as plain data. Aliases must not expand endlessly or contain themselves. */
function plainValue(document: import('yaml').Document): { value: unknown } | { faults: YamlFault[] } {
  try {
    const value = document.toJS({ maxAliasCount: 1000 }) as unknown;
    return leadsBack(value) ? { faults: [{ line: 1, message: 'an alias contains itself' }] } : { value };
  } catch {
    // The library refuses more aliases, and V8 more nesting, than any template has.
    return { faults: [{ line: 1, message: 'its aliases or nesting are endless' }] };
  }
}

function leadsBack(value: unknown, above = new Set<unknown>(), seen = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some((part) => leadsBack(part, above, seen));
  above.delete(value);
  seen.add(value);
  return found;
}

/** The parser recurses without a limit, so extreme nesting overflows its stack. */
function parsedOrNot<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function firstSound<T extends { readonly errors: readonly unknown[] }>(one: T, other: T): T {
  return one.errors.length === 0 ? one : other;
}

/**
 * A quoted text that goes on in the next line must be indented there, says YAML; CloudFormation's parser does not mind, and
 * AWS's own samples have such texts. Indentation is no part of the text.
 */
function indentQuoted(text: string): string {
  return text.replace(/([:-][ \t]+)('(?:[^']|'')*'|"(?:[^"\\]|\\[^])*")/g, (_, before: string, quoted: string) => {
    return before + quoted.replace(/\n(?!\s*\n)/g, `\n${' '.repeat(80)}`);
  });
}

/** One tag on each of YAML's three kinds of nodes. */
function tagsOf(tag: string, key: string): (ScalarTag | CollectionTag)[] {
  const { isSeq, isMap } = yamlParser();
  const written = (node: Node) => wrap(key, (node as Node & { toJSON(): unknown }).toJSON());
  return [
    { tag, resolve: (text: string) => wrap(key, text) } as ScalarTag,
    {
      tag,
      collection: 'seq',
      resolve: (node) => (isSeq(node) ? (written(node) as never) : node),
    } as CollectionTag,
    {
      tag,
      collection: 'map',
      resolve: (node) => (isMap(node) ? (written(node) as never) : node),
    } as CollectionTag,
  ];
}

function wrap(key: string, value: unknown): Record<string, unknown> {
  return { [key]: value };
}
