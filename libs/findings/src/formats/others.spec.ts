import type { Finding, ScannedArtifact } from '../finding';
import { openGate } from '../gate';
import { identifyAll } from '../identity';
import { DEFAULT_POLICY } from '../policy';
import { examination, misconfiguration, now, scan, stream, subject, vulnerability } from '../testing/examples';
import { openAnnotations } from './annotations';
import { openCodeQuality } from './code-quality';
import { openJunit } from './junit';
import { openOcsf } from './ocsf';
import { openPullRequestComment } from './pull-request-comment';
import { renderReport } from './report';
import type { OpenReport } from './report';

function textOf(open: OpenReport, findings: readonly Finding[], of: ScannedArtifact = subject): string {
  const gate = openGate(of.stream, { policy: DEFAULT_POLICY }, now);
  const decided = identifyAll(findings, of.stream).map((found) => gate.add(found));
  return renderReport(open, { verdict: gate.verdict(of.scan, examination), findings: decided });
}

const folder: ScannedArtifact = { stream, scan: { ...scan, kind: 'folder', artifact: 'services/api' } };
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => vulnerability({ rule: `CVE-2024-${index}` }));
const hostile = vulnerability({
  title: 'a\u0000b <&"\'> ]]>\n::error::x%0A',
  package: { name: 'x\ud800"<' },
});

describe('JUnit', () => {
  test('what blocks fails, and nothing that was found passes', () => {
    const text = textOf(openJunit, [vulnerability(), vulnerability({ severity: 'high' })]);
    expect(text).toContain('tests="3" failures="2" errors="0" skipped="1"');
    expect(text).toContain('<skipped message="reported: the policy does not block it.');
  });

  test('a report without findings has one case that passed', () => {
    expect(textOf(openJunit, [])).toContain('tests="1" failures="0" errors="0" skipped="0"');
  });

  test('CodeBuild keeps 500 cases: the verdict says how many more there are', () => {
    const text = textOf(openJunit, many(600));
    expect([...text.matchAll(/<testcase /g)]).toHaveLength(500);
    expect(text).toContain('101 more findings are in findings.json');
  });

  test('no finding breaks the file', () => {
    expect(textOf(openJunit, [hostile])).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}|"[^"=<>]*</u);
  });
});

describe('annotations of GitHub', () => {
  test('a file of the repository is named with its line', () => {
    const blocked = vulnerability({ ...misconfiguration(), class: 'secret', title: 'a, b: c' });
    expect(textOf(openAnnotations, [{ ...blocked, package: undefined }], folder).split('\n')[0]).toBe(
      '::error file=services/api/Dockerfile,line=4,title=DS-0002 in Dockerfile%3A4 USER::a, b: c (high secret). Add a USER instruction.',
    );
  });

  test('GitHub drops the eleventh error: the answer says how many more there are', () => {
    const lines = textOf(openAnnotations, many(12)).trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toContain('12 findings must be fixed or excepted. (12 critical) 2 more are not shown here.');
  });

  test('no finding begins a command of its own', () => {
    for (const line of textOf(openAnnotations, [hostile]).trimEnd().split('\n')) expect(line).toMatch(/^::error /);
    expect(textOf(openAnnotations, [hostile])).toContain('x%250A');
  });
});

test('GitLab: what blocks is a blocker, at a relative path with a line', () => {
  expect(JSON.parse(textOf(openCodeQuality, [vulnerability(), misconfiguration()]))).toMatchObject([
    { severity: 'blocker', location: { path: 'medmo-api/debian/openssl', lines: { begin: 1 } } },
    { severity: 'major', check_name: 'DS-0002', location: { lines: { begin: 4 } } },
  ]);
  expect(JSON.parse(textOf(openCodeQuality, []))).toEqual([]);
});

test('the comment on a pull request is bounded, and begins with a line to find it by', () => {
  const long = 'x@<'.repeat(2_000);
  const findings = many(5_000).map((finding) => ({ ...finding, title: long, package: { name: long } }));
  const text = textOf(openPullRequestComment, findings, { stream, scan: { ...scan, artifact: long } });
  expect(text.length).toBeLessThan(20_000);
  expect(text).toMatch(/^<!-- careplane-scan medmo-api production -->\n/);
  expect(text).toContain('4990 more are in the report.');
});

test('OCSF: vulnerabilities and checks have their own classes', () => {
  const events = textOf(openOcsf, [
    vulnerability({ severity: 'unknown' }),
    vulnerability({ rule: 'GHSA-1' }),
    misconfiguration(),
  ])
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toMatchObject([
    { class_uid: 2002, type_uid: 200201, severity_id: 0, vulnerabilities: [{ cve: { uid: 'CVE-2024-1234' } }] },
    { class_uid: 2002, vulnerabilities: [{ advisory: { uid: 'GHSA-1' } }] },
    { class_uid: 2003, type_uid: 200301, severity_id: 4, compliance: { control: 'DS-0002', status_id: 3 } },
  ]);
});
