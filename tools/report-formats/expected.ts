import { readFileSync } from 'node:fs';

/** What a report has, read without any code of ours: each finding in a few words, and how often it is there. */
export type Expected = ReadonlyMap<string, number>;

interface Entry {
  readonly [key: string]: unknown;
}
interface RawReport {
  readonly Metadata?: { readonly OS?: { readonly Family?: string; readonly EOSL?: boolean } };
  readonly Results?: readonly (Entry & Partial<Record<List, readonly Entry[] | null>>)[] | null;
}
type List = 'Vulnerabilities' | 'Misconfigurations' | 'Secrets' | 'Licenses' | 'ExperimentalModifiedFindings';

/** A list of Trivy's, and the class and rule that a finding of it has. */
const LISTS: readonly (readonly [List, string, (entry: Entry) => unknown])[] = [
  ['Vulnerabilities', 'vulnerability', (entry) => entry['VulnerabilityID']],
  ['Misconfigurations', 'misconfiguration', (entry) => entry['ID']],
  ['Secrets', 'secret', (entry) => entry['RuleID']],
  ['Licenses', 'license', (entry) => entry['Name']],
];

/** Classes of what was suppressed in Trivy, which are findings all the same. */
const SUPPRESSED: Readonly<Record<string, number>> = {
  vulnerability: 0,
  misconfiguration: 1,
  secret: 2,
  license: 3,
};

/** Whether a file is a report of Trivy, of the only schema that there is since 2021. */
export function isReport(file: string): boolean {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as Entry;
    return report['SchemaVersion'] === 2 && typeof report['ArtifactName'] === 'string';
  } catch {
    return false;
  }
}

/** Every finding of a report, by class, rule and package. */
export function expectedOf(file: string): Expected {
  const report = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as RawReport;
  const found = new Map<string, number>();
  const add = (...parts: readonly unknown[]) => {
    const key = words(...parts);
    found.set(key, (found.get(key) ?? 0) + 1);
  };
  for (const result of report.Results ?? []) {
    for (const [list, of, rule] of LISTS) {
      // A check that held is no finding.
      for (const entry of result[list] ?? [])
        if (entry['Status'] !== 'PASS') add(of, rule(entry), packageOf(of, entry));
    }
    for (const each of result.ExperimentalModifiedFindings ?? []) {
      const of = String(each['Type']);
      const entry = (each['Finding'] ?? {}) as Entry;
      add(of, LISTS[SUPPRESSED[of] ?? 0]?.[2](entry), packageOf(of, entry));
    }
  }
  const { Family: family, EOSL: ended } = report.Metadata?.OS ?? {};
  if (ended === true && family !== undefined) add('end-of-life', 'EOSL', '');
  return found;
}

/** Only a vulnerability always names a package. */
function packageOf(of: string, entry: Entry): unknown {
  return of === 'vulnerability' ? entry['PkgName'] : '';
}

/** A finding in the words by which it is compared. */
export function words(...parts: readonly unknown[]): string {
  return parts.map((part) => String(part ?? '')).join(' ');
}
