import { openGate } from '../gate';
import type { Finding, ScannedArtifact } from '../finding';
import { identifyAll } from '../identity';
import { DEFAULT_POLICY } from '../policy';
import {
  examination,
  exceptionWith,
  misconfiguration,
  now,
  scan,
  secret,
  stream,
  subject,
  vulnerability,
} from '../testing/examples';
import { renderReport } from './report';
import type { Report } from './report';
import { openSarif } from './sarif';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly {
    executionSuccessful: boolean;
    toolExecutionNotifications?: { message: { text: string } }[];
  }[];
}
interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly 'security-severity': string };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly unknown[];
  readonly properties: { readonly severity: string };
  readonly locations: readonly {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; endLine?: number } };
  }[];
}

const exceptions = [exceptionWith({ ids: ['CVE-2024-5555'] })];

function reportOf(findings: readonly Finding[], of: ScannedArtifact = subject): Report {
  const gate = openGate(of.stream, { policy: DEFAULT_POLICY, exceptions }, now);
  const decided = identifyAll(findings, of.stream).map((found) => gate.add(found));
  return { verdict: gate.verdict(of.scan, examination), findings: decided };
}

function runOf(findings: readonly Finding[], of?: ScannedArtifact): Run {
  return (JSON.parse(renderReport(openSarif, reportOf(findings, of))) as { runs: [Run] }).runs[0];
}

/** What GitHub shows of a result: it reads the severity from the rule. */
function shown(run: Run): [rule: string, place: string, severity: string][] {
  return run.results.map(({ ruleIndex, ruleId, locations }) => {
    const rule = run.tool.driver.rules[ruleIndex];
    expect(rule?.id).toBe(ruleId);
    const score = Number(rule?.properties['security-severity']);
    const band = [
      [9.05, 'critical'],
      [7, 'high'],
      [4, 'medium'],
      [0.1, 'low'],
      [0, 'none'],
    ].find(([from]) => score >= Number(from));
    return [ruleId, locations[0]?.physicalLocation.artifactLocation.uri ?? '', String(band?.[1])];
  });
}

const cvss = (score: number) => [{ source: 'nvd', version: '3.1', score }];
const named = (name: string) => ({ name, installedVersion: '1.0' });

describe('severity', () => {
  test.each<[Partial<Finding>, string]>([
    [{ severity: 'low', cvss: cvss(9.8) }, 'low'],
    [{ severity: 'critical', cvss: cvss(6.5) }, 'critical'],
    [{ severity: 'critical', cvss: cvss(9) }, 'critical'],
    [{ severity: 'high', cvss: cvss(7.5) }, 'high'],
    [{ severity: 'medium', cvss: [] }, 'medium'],
    [{ severity: 'informational', cvss: cvss(5) }, 'none'],
    [{ severity: 'unknown', cvss: cvss(2) }, 'high'],
  ])('GitHub shows %j as %s, whatever the scores of others are', (changes, severity) => {
    expect(shown(runOf([vulnerability(changes)]))[0]?.[2]).toBe(severity);
  });

  test('a score inside the band is kept', () => {
    const [rule] = runOf([vulnerability({ cvss: [...cvss(9.8), ...cvss(6.5)] })]).tool.driver.rules;
    expect(rule?.properties['security-severity']).toBe('9.8');
  });

  test('one rule at two severities is two rules, and the worst has the plain name', () => {
    const run = runOf([
      vulnerability({ severity: 'low', package: named('dpkg') }),
      vulnerability({ severity: 'high', package: named('lodash'), target: 'app/package-lock.json' }),
    ]);
    expect(shown(run)).toEqual([
      ['CVE-2024-1234/low', 'medmo-api/debian/dpkg', 'low'],
      ['CVE-2024-1234', 'medmo-api/app/package-lock.json/lodash', 'high'],
    ]);
  });

  test('levels: what is unknown is an error', () => {
    const run = runOf([secret(), vulnerability({ severity: 'unknown' }), misconfiguration()]);
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['aws-access-key-id', 'note'],
      ['CVE-2024-1234', 'error'],
      ['DS-0002', 'error'],
    ]);
  });
});

describe('places', () => {
  test('two packages of one vulnerability are two alerts', () => {
    const run = runOf(['libfoo4', 'foo-utils'].map((name) => vulnerability({ package: named(name) })));
    expect(new Set(shown(run).map(([, uri]) => uri))).toEqual(
      new Set(['medmo-api/debian/libfoo4', 'medmo-api/debian/foo-utils']),
    );
    const prints = run.results.map(({ partialFingerprints: of }) => of['primaryLocationLineHash']);
    expect(new Set(prints).size).toBe(2);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}:1$/);
  });

  test.each<[Partial<Finding>, ScannedArtifact, string]>([
    [{ target: '../a//b/./c' }, subject, 'medmo-api/a/b/c/openssl'],
    [
      { package: { name: '@scope/lib', path: 'app/node_modules/@scope/lib/package.json' } },
      subject,
      'medmo-api/app/node_modules/%40scope/lib/package.json',
    ],
    [{ package: undefined, target: 'a b' }, subject, 'medmo-api/a%20b'],
    [
      { package: undefined, target: 'Dockerfile' },
      { stream, scan: { ...scan, kind: 'folder', artifact: './services/api' } },
      'services/api/Dockerfile',
    ],
    [
      { package: undefined, target: 'Dockerfile' },
      { stream, scan: { ...scan, kind: 'folder', artifact: '/build/1' } },
      'medmo-api/Dockerfile',
    ],
  ])('%j', (changes, of, uri) => {
    expect(shown(runOf([vulnerability(changes)], of))[0]?.[1]).toBe(uri);
  });

  test('every result has a line', () => {
    const lines = runOf([vulnerability(), secret(), misconfiguration({ location: { startLine: 0, endLine: 9 } })]);
    expect(lines.results.map(({ locations }) => locations[0]?.physicalLocation.region)).toEqual([
      { startLine: 1 },
      { startLine: 3, endLine: 3 },
      { startLine: 1, endLine: 9 },
    ]);
  });
});

describe('texts', () => {
  test('are there, and no longer than GitHub takes', () => {
    const long = 'x'.repeat(5_000);
    const bare = { description: ' ', url: 'ftp://x', remediation: undefined };
    const run = runOf([
      vulnerability({ ...bare, title: long }),
      vulnerability({ rule: 'R'.repeat(300), description: long, remediation: long }),
    ]);
    for (const { name, shortDescription, fullDescription, help } of run.tool.driver.rules) {
      expect([...name].length).toBeLessThanOrEqual(255);
      for (const { text } of [shortDescription, fullDescription]) {
        expect([...text].length).toBeGreaterThan(0);
        expect([...text].length).toBeLessThanOrEqual(1024);
      }
      expect(help.text).not.toBe('');
      expect(help.markdown).not.toBe('');
    }
    for (const { message } of run.results) expect([...message.text].length).toBeLessThanOrEqual(1000);
  });

  test('say what the gate decided', () => {
    const [blocked, excepted] = runOf([vulnerability(), vulnerability({ rule: 'CVE-2024-5555' })]).results;
    expect(blocked?.message.text).toContain('(blocked: critical vulnerability)');
    expect(excepted?.message.text).toContain('(excepted: The parser is not reachable from outside. (platform))');
    expect(excepted?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'The parser is not reachable from outside. (platform)',
      },
    ]);
  });
});

test('a check that held is no result: GitHub would show it as an open alert', () => {
  expect(runOf([misconfiguration({ passed: true })])).toMatchObject({ results: [], tool: { driver: { rules: [] } } });
});

test('a scan that did not see everything did not succeed', () => {
  const of: ScannedArtifact = { stream, scan: { ...scan, complete: false } };
  expect(runOf([], of).invocations[0]?.executionSuccessful).toBe(false);
});

test('a run that GitHub would refuse is cut at the least severe, and says so', () => {
  const many = Array.from({ length: 25_010 }, (_, index) =>
    vulnerability({ rule: `CVE-2024-${index}`, severity: index % 2_500 === 0 ? 'critical' : 'low' }),
  );
  const { results, tool, invocations } = runOf(many);
  expect([results.length, tool.driver.rules.length]).toEqual([25_000, 25_000]);
  expect(results.filter(({ properties }) => properties.severity === 'critical')).toHaveLength(11);
  expect(invocations[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
    '25010 findings: GitHub shows the 5000 most severe, and refuses more than 25000. The 10 least severe are not in this file. findings.json has all of them.',
  );
});
