import { controlMatrix, evidenceFiles } from '@careplane/compliance';
import { clinic, lab, MEDMO } from '@careplane/platform/testing';
import { slugOf } from './document/block';
import { handoverFiles } from './files';
import { inputOf } from './testing/medmo';
import { bare, ones } from './testing/odd-platforms';

/** Words behind a 1 that end with s and are no plural. */
const SINGULAR = ['address', 'class', 'has', 'is', 'was', 'process', 'access', 'status', 'less', 'this', 'its', 'as'];

interface Fault {
  readonly what: string;
  readonly looksLike: RegExp;
  readonly example: string;
  /** Whether it is looked for between words in code, too. */
  readonly inCode?: boolean;
}

const FAULTS: readonly Fault[] = [
  { what: 'one of something as many', looksLike: /(?<![\d.,:/-])1 (?:are|were|have)\b/, example: '1 are not met' },
  {
    what: 'a plural behind a 1',
    looksLike: new RegExp(`(?<![\\w.,:/-])1 (?!(?:${SINGULAR.join('|')})\\b)[a-z]{2,}s\\b(?! to)`),
    example: 'at most 1 hours of data',
  },
  { what: 'a number of nothing', looksLike: /\b0 (?:pipelines|services|environments)\b/, example: 'and 0 pipelines' },
  {
    what: 'an empty word in bold or in code',
    looksLike: /\*\*\*\*(?!\*)|(?<!`)``(?!`)/,
    example: 'commands are for ****.',
  },
  { what: 'a value that is none', looksLike: /\b(?:undefined|NaN|Infinity)\b|\[object /, example: 'in undefined' },
  { what: 'a full stop or a comma behind a space', looksLike: /\w [.,](?: |$)/, example: 'the branch .' },
  { what: 'two full stops', looksLike: /(?<!\.)\.\.(?![./])(?: |$)/, example: 'is met..' },
  { what: 'a sentence without its end', looksLike: /\b(?:and|or|of|for|by)\.(?: |$)/, example: 'the roles of.' },
  { what: 'the same twice', looksLike: /(`[^`]+`) (?:and|or) \1/, example: '`main` and `main`', inCode: true },
];

/** Lines of prose: no commands, no templates. */
function proseOf(text: string): string[] {
  return text.replace(/```[^]*?```/g, '').split('\n');
}

function faultsIn(line: string): string[] {
  const prose = line.replaceAll('&#95;', '_').replaceAll(/`[^`]*[^`\s][^`]*`/g, 'CODE');
  return FAULTS.filter(({ looksLike, inCode = false }) => looksLike.test(inCode ? line : prose)).map(
    ({ what }) => what,
  );
}

describe.each([
  ['medmo', () => MEDMO],
  ['a platform with every kind of workload', lab],
  ['a platform that uses what medmo does not', clinic],
  ['a platform without a service', bare],
  ['a platform of one worker and one job, with every number one', ones],
])('the documents of %s', (_, folder) => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const input = inputOf(folder());
    const evidence = evidenceFiles(input.evidence, controlMatrix(input.evidence), ['markdown']);
    files = new Map([...(await handoverFiles(input)), ...evidence]);
  });
  const documents = () => [...files].filter(([name]) => name.endsWith('.md'));

  it('have no sentence with a wrong number, an empty word or a value that is none', () => {
    const found = documents().flatMap(([name, text]) =>
      proseOf(text).flatMap((line) => faultsIn(line).map((fault) => `${name}: ${fault}: ${line.slice(0, 200)}`)),
    );
    expect(found).toEqual([]);
  });

  it('have links that lead to a heading', () => {
    const anchors = new Map(
      documents().map(([name, text]) => [
        name,
        [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => slugOf(title)),
      ]),
    );
    const dead = documents().flatMap(([name, text]) =>
      [...text.matchAll(/\]\((\d\d-[^)#]*)(?:#([^)]*))?\)/g)]
        .filter(
          ([, file = '', anchor]) => !files.has(file) || (anchor !== undefined && !anchors.get(file)?.includes(anchor)),
        )
        .map(([link]) => `${name}: ${link}`),
    );
    expect(dead).toEqual([]);
  });
});

it.each(FAULTS)('$what is seen in “$example”', ({ what, example }) => expect(faultsIn(example)).toContain(what));

it.each(['1 hour', '1 address', 'version 1.5 days', '0 findings', 'a 1 to 2', '`a` and `b`'])(
  '%s is no fault',
  (line) => expect(faultsIn(line)).toEqual([]),
);
