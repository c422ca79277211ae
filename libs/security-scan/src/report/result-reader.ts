import { stableTarget } from '@careplane/findings';
import type { Finding } from '@careplane/findings';
import { isElement, text } from './element';
import type { Element } from './element';
import { NO_FINDING } from './findings/context';
import type { ResultContext, ToFinding } from './findings/context';
import { license } from './findings/license';
import { misconfiguration } from './findings/misconfiguration';
import { secret } from './findings/secret';
import { suppressed } from './findings/suppressed';
import { vulnerability } from './findings/vulnerability';
import type { JsonCursor } from './json-cursor';
import { shown } from './problem';
import type { ReportProblem } from './problem';
import * as shape from './shape';

/** A list of Trivy's results that holds findings, and how each becomes one. One more list is one more line. */
const LISTS: ReadonlyMap<string, ToFinding> = new Map([
  ['Vulnerabilities', vulnerability],
  ['Misconfigurations', misconfiguration],
  ['Secrets', secret],
  ['Licenses', license],
  ['ExperimentalModifiedFindings', suppressed],
]);

/** What else a result may hold, none of it a finding. */
const OTHERS: ReadonlySet<string> = new Set([
  'Target',
  'Class',
  'Type',
  'Packages',
  'MisconfSummary',
  'CustomResources',
]);

/** The number of problems that are reported at once; a file with more is the wrong file. */
const MAXIMUM_PROBLEMS = 20;

/** There is no point in reading on; the problems say why. */
export class Stop extends Error {}

/** Reads the list `Results` and keeps what was wrong with it. */
export class ResultReader {
  readonly problems: ReportProblem[] = [];
  /** Lists that are none of Trivy's that we know: `Results[].Malware`. */
  readonly unread = new Set<string>();
  /** As Trivy names them. */
  readonly targets = new Set<string>();
  /** Packages of the operating system and of applications that Trivy has listed. */
  readonly packages = { system: 0, application: 0 };
  /** Files whose configuration Trivy has judged. */
  readonly judged = new Set<string>();
  /** Where the reading is. */
  path = '';

  constructor(
    private readonly cursor: JsonCursor,
    private readonly onFinding: (finding: Finding) => void,
  ) {}

  /** @param artifact name of the scanned artifact; empty while the report has not given it yet */
  readAll(artifact: string): void {
    for (const index of this.cursor.elements()) {
      this.path = `Results[${index}]`;
      if (this.cursor.peek() === '{') this.readResult(artifact);
      else this.report(shape.wrongKind(this.path, shown(this.cursor.value()), 'an object', this.cursor.offset));
    }
    this.path = '';
  }

  /** Keep a problem and read no further. */
  stop(problem: ReportProblem): never {
    this.problems.push(problem);
    throw new Stop();
  }

  private readResult(artifact: string): void {
    const { cursor, path } = this;
    const seen = new Map<string, unknown>();
    // Trivy writes the target first. Where another tool has put the keys in another order, what comes before it waits.
    const waiting: Waiting[] = [];
    let listed = 0;
    const named = new Set<unknown>();
    for (const key of cursor.keys()) {
      this.path = `${path}.${key}`;
      if (seen.has(key)) this.stop(shape.twice(this.path, cursor.offset));
      const toFinding = LISTS.get(key);
      if (cursor.peek() !== '[') {
        seen.set(key, this.valueOf(key, toFinding !== undefined));
        continue;
      }
      seen.set(key, true);
      const listPath = this.path;
      for (const index of cursor.elements()) {
        this.path = `${listPath}[${index}]`;
        // Past the blanks before it: its line is where it begins.
        cursor.peek();
        const { offset } = cursor;
        const value = cursor.value();
        if (key === 'Packages' && isElement(value)) listed += 1;
        if (key === 'Vulnerabilities' && isElement(value)) named.add(value['PkgName']);
        if (toFinding === undefined) {
          if (!OTHERS.has(key) && isElement(value)) this.unread.add(`Results[].${key}`);
        } else if (!isElement(value)) {
          this.report(shape.wrongKind(this.path, shown(value), 'an object', offset));
        } else {
          const entry = { toFinding, value, path: this.path, offset };
          if (seen.has('Target')) this.convert(entry, contextOf(seen, artifact));
          else waiting.push(entry);
        }
      }
    }
    this.path = path;
    const target = seen.get('Target');
    if (typeof target === 'string') this.targets.add(target);
    else this.report(shape.incomplete(`${path}.Target`, shown(target), cursor.offset));
    for (const entry of waiting) this.convert(entry, contextOf(seen, artifact));
    this.note(seen, Math.max(listed, named.size));
  }

  /** Note what was looked at. Results of other classes, such as licences, are no evidence that anything was. */
  private note(seen: ReadonlyMap<string, unknown>, packages: number): void {
    const target = seen.get('Target');
    if (seen.get('Class') === 'os-pkgs') this.packages.system += packages;
    if (seen.get('Class') === 'lang-pkgs') this.packages.application += packages;
    if (seen.get('Class') === 'config' && typeof target === 'string') this.judged.add(target);
  }

  /** What is no list: a plain value, or null, which Go writes for a list that is not there. */
  private valueOf(key: string, isList: boolean): unknown {
    const { offset } = this.cursor;
    const value = this.cursor.value();
    if (isList && value !== null) this.report(shape.wrongKind(this.path, shown(typeof value), 'a list', offset));
    if (!isList && !OTHERS.has(key) && isElement(value)) this.unread.add(`Results[].${key}`);
    return value;
  }

  private convert({ toFinding, value, path, offset }: Waiting, context: ResultContext): void {
    const finding = toFinding(value, context);
    if (finding === NO_FINDING) return;
    if ('key' in finding) this.report(shape.incomplete(`${path}.${finding.key}`, shown(finding.given), offset));
    else this.onFinding(finding);
  }

  private report(problem: ReportProblem): void {
    this.problems.push(problem);
    if (this.problems.length >= MAXIMUM_PROBLEMS) throw new Stop();
  }
}

interface Waiting {
  readonly toFinding: ToFinding;
  readonly value: Element;
  readonly path: string;
  readonly offset: number;
}

function contextOf(seen: ReadonlyMap<string, unknown>, artifact: string): ResultContext {
  const type = text(seen.get('Type'));
  const target = text(seen.get('Target')) ?? '';
  return {
    target: seen.get('Class') === 'os-pkgs' && type !== undefined ? type : stableTarget(target, artifact),
    type,
  };
}
