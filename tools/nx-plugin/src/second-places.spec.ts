import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** What ships, and the tools of this repository; tests and what they use are left out. */
const sources = ['apps', 'libs', 'tools']
  .flatMap((kind) =>
    readdirSync(join(ROOT, kind), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, kind, name)),
  )
  .map((file) => ({ file, name: relative(ROOT, file).replaceAll('\\', '/') }))
  .filter(
    ({ name }) =>
      name.endsWith('.ts') &&
      !/node_modules|\/dist\/|\.(?:spec|test|d)\.ts$|\/(?:testing|tests|files|e2e|bench)\//.test(name),
  )
  // The library itself is where these things belong.
  .filter(({ name }) => !name.startsWith('libs/problems/'))
  .map(({ file, name }) => ({ name, text: readFileSync(file, 'utf8') }));

interface OnePlace {
  /** What libs/problems has, and what a second one looks like. */
  readonly what: string;
  readonly looksLike: RegExp;
  /** Lines that do the same for another purpose, by file, each with its reason. */
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly examples: readonly string[];
}

const PLACES: readonly OnePlace[] = [
  {
    what: 'a table or a column: table, alignLeft, alignRight',
    looksLike:
      /\.pad(?:End|Start)\(\s*(?![\w .-]+, '0'\))|Math\.max\([^;]*row[^;]*\.length\b|' '\.repeat\([^)]*\.length/,
    elsewhere: {},
    examples: [
      'Math.max(...rows.map((row) => row[0]?.length ?? 0))',
      'cell.padEnd(widths[column] ?? 0)',
      "text + ' '.repeat(width - text.length)",
      'name.padStart(12)',
    ],
  },
  {
    what: 'a wrapped text: wrap',
    looksLike: /\.length \+ 1 \+ \w+\.length|function wrap\w*\(text\b|const wrap\w* = \(text\b/,
    elsewhere: {},
    examples: ['if (line.length + 1 + word.length > width)', 'function wrapText(text: string)'],
  },
  {
    what: 'a reader of YAML: readYaml',
    looksLike:
      /\b(?:parse|parseDocument|parseAllDocuments|LineCounter|Parser|Composer|Lexer)\b[^;]*\bfrom 'yaml'|\b(?:require|import)\('yaml'\)|\bfrom 'js-yaml'/,
    elsewhere: {},
    examples: ["import { parse, stringify } from 'yaml';", "await import('yaml')"],
  },
  {
    what: 'words for errors of the operating system: systemErrorReason',
    looksLike: /\b(?:EACCES|EROFS|ENOSPC|EISDIR)\b|\bENOENT: '/,
    elsewhere: {},
    examples: ["if (code === 'EACCES') return 'permission denied'", "ENOENT: 'it does not exist'"],
  },
  {
    what: 'text that cannot steer a terminal: printable, oneLine',
    looksLike: /\\p\{Cc\}|\\u0000-\\u00|\\x00-\\x/i,
    elsewhere: {
      'libs/findings/src/formats/asff-limits.ts': 'Security Hub refuses such characters: they are replaced, not shown',
    },
    examples: ["text.replace(/[\\u0000-\\u001f]/g, '?')"],
  },
  {
    what: 'a cell or a table of Markdown: markdownText, markdownTable',
    looksLike: /\| ---|&#\$\{/,
    elsewhere: {},
    examples: ["'| --- | --- |'"],
  },
  {
    what: 'a file that someone may read while it is written: replaceFile',
    looksLike: /\b(?:writeFileSync|writeFile|createWriteStream|appendFileSync)\(/,
    elsewhere: {
      'libs/deployment/src/assembly/private-copy.ts': 'a copy in a temporary folder, which this process alone reads',
      'libs/governance/src/settings/account-settings.ts':
        'a file in a temporary folder, which this process alone reads',
      'libs/platform/src/assembly-store.ts': 'a lock, which must not replace another one',
      'libs/security-scan/src/hub/journal.ts': 'lines are added to the journal, and each is synchronized',
      'tools/bundle/bundle.ts': 'a new folder, which replaces the old one when it is complete',
      'tools/bundle/compiled.ts': 'V8 checks what it compiled before it uses it',
      'tools/bundle/cost.ts': 'a sample in a temporary folder',
      'tools/bundle/deploy.ts': 'a sample in a temporary folder',
      'tools/bundle/namespaces.ts': 'a new folder, which replaces the old one when it is complete',
      'tools/bundle/prices-beside.ts': 'a new folder, which replaces the old one when it is complete',
      'tools/bundle/published.ts': 'a new folder, which is packed when it is complete',
      'tools/fuzz/main.ts': 'lines are added to the record, one for each finished seed',
      'tools/fuzz/seed.ts': 'a pipe to the process that started it',
      'tools/generate/cfn-lint-requirements.ts':
        'a generated file that is committed, written by hand once for each version',
      'tools/nx-plugin/src/generators/preflight.ts': 'a copy in a temporary folder, which this process alone reads',
      'tools/pack/build.ts': 'a new folder, which is packed when it is complete',
    },
    examples: ['writeFileSync(file, text)'],
  },
];

it('there is something to look at', () => expect(sources.length).toBeGreaterThan(400));

describe.each(PLACES)('$what', ({ looksLike, elsewhere, examples }) => {
  it('is here alone', () => {
    const found = sources.filter(({ name, text }) => elsewhere[name] === undefined && looksLike.test(text));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it('and what is exempt still does it', () => {
    const exempt = Object.keys(elsewhere);
    const still = sources.filter(({ name, text }) => exempt.includes(name) && looksLike.test(text));
    expect(still.map(({ name }) => name).sort()).toEqual(exempt.sort());
  });

  it.each(examples)('finds %s', (example) => expect(example).toMatch(looksLike));
});
