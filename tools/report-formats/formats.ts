import type { Decided, Outcome } from '@careplane/findings';

/** A report of our own in JSON. */
export interface JsonReport {
  readonly findings: readonly Decided[];
}

/**
 * What a format shows of a report: each finding by its identity with a severity, or only how many it stands for. A format that
 * leaves findings out on purpose names the outcomes of those that it shows.
 */
export type Shown =
  | { readonly severities: ReadonlyMap<string, string> }
  | { readonly count: number; readonly outcomes?: readonly Outcome[] };

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { properties: Record<string, string> }[] } };
      readonly results: readonly { ruleIndex: number; partialFingerprints: Record<string, string> }[];
    },
  ];
}
interface Asff {
  readonly Id: string;
  readonly FindingProviderFields: { readonly Severity: { readonly Label: string } };
}
interface Ocsf {
  readonly finding_info: { readonly uid: string };
  readonly severity: string;
}
interface CodeQuality {
  readonly fingerprint: string;
}

/** The bands by which GitHub names a score. */
const BANDS: readonly (readonly [number, string])[] = [
  [9.05, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [0.1, 'low'],
  [-1, 'informational'],
];
const band = (score: string | undefined) => BANDS.find(([from]) => Number(score) >= from)?.[1] ?? 'none';
const lastPart = (id: string) => id.slice(id.lastIndexOf('/') + 1);
/** The formats that have no word for an unknown severity show it as high. */
export const asHigh = (severity: string) => (severity === 'unknown' ? 'high' : severity);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];
const sum = (found: readonly RegExpMatchArray[]) => found.reduce((total, [, count]) => total + Number(count), 0);
const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);

/** How each format is read again, and whether its severities are those of the gate or its own. */
export const READERS: Readonly<Record<string, (text: string) => Shown>> = {
  sarif(text) {
    const [{ tool, results }] = (JSON.parse(text) as Sarif).runs;
    const scoreOf = (index: number) => tool.driver.rules[index]?.properties['security-severity'];
    return {
      severities: new Map(
        results.map(({ ruleIndex, partialFingerprints: prints }) => [
          prints['careplane/v1'] ?? '',
          band(scoreOf(ruleIndex)),
        ]),
      ),
    };
  },
  asff(text) {
    const found = JSON.parse(text) as Asff[];
    const labelOf = (each: Asff) => each.FindingProviderFields.Severity.Label.toLowerCase();
    return { severities: new Map(found.map((each) => [lastPart(each.Id), labelOf(each)])) };
  },
  ocsf(text) {
    const events = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Ocsf);
    return {
      severities: new Map(events.map((each) => [lastPart(each.finding_info.uid), each.severity.toLowerCase()])),
    };
  },
  /** The severities of GitLab are others; what blocks is a blocker. */
  gitlab: (text) => ({ count: (JSON.parse(text) as CodeQuality[]).length }),
  junit: (text) => ({
    count: all(text, /<testcase classname="(?!gate")/g).length + number(text, /(\d+) more findings/),
  }),
  table: (text) => ({ count: all(text, /^(?:blocked|reported|excepted|in-grace)\s/gm).length }),
  markdown: (text) => ({
    count: all(text, /^\| (?:blocked|reported|excepted|in-grace) /gm).length + number(text, /^(\d+) more are/m),
  }),
  comment: (text) => ({
    count: all(text, /^\| (?:blocked|reported|excepted|in-grace) /gm).length + number(text, /^(\d+) more are/m),
  }),
  /** Only what blocks or will block is beside the changes. The last line is the verdict. */
  github: (text) => ({
    count:
      all(text, /^::(?:error|warning) (?!title=acme\/api in production::)/gm).length +
      number(text, /(\d+) more are not/),
    outcomes: ['blocked', 'in-grace'],
  }),
  /** A row has the note of its severity, and folds the findings that differ in their place alone. */
  html: (text) => ({
    count:
      all(text, /<div class="note">(?:critical|high|medium|low|informational|unknown \([^<]*\))<\/div><\/th>/g).length +
      sum(all(text, /<summary>and (\d+) similar<\/summary>/g)) +
      sum(all(text, /(\d+) more are in the JSON report/g)),
  }),
};
