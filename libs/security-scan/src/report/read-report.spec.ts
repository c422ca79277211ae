import { asffId, identifyAll, toAsff } from '@careplane/findings';
import type { Finding } from '@careplane/findings';
import { chunksOf } from '../testing/chunks';
import { countOf, imageReport, recorded, secret, vulnerability } from '../testing/reports';
import type { Json } from '../testing/reports';
import { STREAM, SUBJECT } from '../testing/sample';
import { readHeader, readReport } from './read-report';

function read(report: unknown, options: Parameters<typeof readReport>[2] = {}, size?: number) {
  const findings: Finding[] = [];
  const text = typeof report === 'string' ? report : JSON.stringify(report, null, 2);
  return { outcome: readReport(chunksOf(text, size), (finding) => findings.push(finding), options), findings };
}

function problemsOf(report: unknown): { path: string; message: string; given: string; fix: string }[] {
  const { outcome } = read(report);
  return 'problems' in outcome
    ? outcome.problems.map(({ path, message, given, fix }) => ({ path, message, given, fix }))
    : [];
}

const withResults = (...results: unknown[]) => imageReport({ Results: results, Metadata: {} });

describe('readReport', () => {
  it('reads a finding of every kind', () => {
    const { outcome, findings } = read(imageReport());
    expect(outcome).toEqual({
      findings: 15,
      header: {
        artifact: 'registry.example/medmo/api:3f2c1d0',
        artifactType: 'container_image',
        imageId: `sha256:${'2'.repeat(64)}`,
        repoDigests: [`registry.example/medmo/api@sha256:${'3'.repeat(64)}`],
        trivyVersion: '0.74.0',
        createdAt: '2026-11-20T09:59:00.123Z',
        system: { family: 'debian', version: '10.13' },
        packages: { system: 2, application: 3 },
        judged: [],
        unread: [],
      },
    });
    expect(findings.map(({ class: of, rule, target, severity }) => [of, rule, target, severity].join(' '))).toEqual([
      'vulnerability CVE-2026-1001 debian critical',
      'vulnerability CVE-2026-1001 debian critical',
      'vulnerability CVE-2026-1002 debian unknown',
      'vulnerability CVE-2026-2001 app/package-lock.json high',
      'vulnerability CVE-2026-2001 app/package-lock.json high',
      'vulnerability CVE-2026-2002 app/package-lock.json critical',
      'vulnerability CVE-2026-3001 Java critical',
      'vulnerability CVE-2026-3001 Java critical',
      'vulnerability CVE-2026-4001 app/Package.resolved critical',
      'secret example-token /app/.env high',
      'secret example-token /app/.env high',
      'secret in-the-configuration image high',
      'license GPL-2.0-only OS Packages high',
      'license Custom OS Packages unknown',
      'end-of-life EOSL debian high',
    ]);
    expect(findings[0]).toMatchObject({
      aliases: ['DSA-6001-1'],
      severityLabel: 'CRITICAL',
      remediation: 'Update libexample1 1.2.3-1 to 1.2.3-2.',
      package: { name: 'libexample1', purl: 'pkg:deb/debian/libexample1?arch=amd64', fixedVersion: '1.2.3-2' },
      cvss: [
        { source: 'nvd', version: '2.0', score: 7.5 },
        { source: 'nvd', version: '3.1', score: 9.8 },
        { source: 'ghsa', version: '4.0', score: 9.3 },
      ],
      publishedAt: '2026-10-01T12:00:00.000Z',
    });
    expect(findings[2]).toMatchObject({
      title: 'CVE-2026-1002 in libexample1',
      remediation: expect.stringContaining('the maintainers will not fix it'),
      cvss: [],
    });
  });

  it.each<[string, Json]>([
    ['an image', imageReport()],
    ['templates, recorded', recorded('templates')],
    ['sources, recorded', recorded('sources')],
  ])('%s: no finding is lost, and no two have one id', (_, report) => {
    for (const size of [1000, 64 * 1024]) {
      const { outcome, findings } = read(report, {}, size);
      expect(outcome).toHaveProperty('header');
      expect(findings).toHaveLength(countOf(report));
      const ids = identifyAll(findings, STREAM).map((found) => asffId(found, STREAM));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('gives a finding the same id after a new build: other tag, point release, versions, lines and order', () => {
    const before = read(imageReport());
    const text = JSON.stringify(imageReport())
      .replaceAll('3f2c1d0', '9e8d7c6')
      .replaceAll('10.13', '10.14')
      .replaceAll('1.2.3-1', '1.2.3-1+b1')
      .replaceAll('"StartLine":7', '"StartLine":70');
    const report = JSON.parse(text) as { Results: unknown[] };
    const after = read({ ...report, Results: report.Results.reverse() });
    const idsOf = (findings: Finding[]) =>
      identifyAll(findings, STREAM)
        .map(({ id }) => id)
        .sort();
    expect(idsOf(after.findings)).toEqual(idsOf(before.findings));
  });

  it('takes from the code of a template its resource’s name, and nothing else', () => {
    const { findings } = read(recorded('templates'));
    const resources = new Set(findings.map(({ target, location }) => `${target} ${location?.resource}`));
    expect([...resources].sort()).toEqual([
      'Dockerfile undefined',
      'template.json Queue',
      'template.yaml Alarms',
      'template.yaml Archive',
      'template.yaml Records',
    ]);
  });

  it('lets no match and no code through, into no format', () => {
    const { findings } = read(imageReport());
    const sent = identifyAll(findings, STREAM).map((found) =>
      toAsff(found, SUBJECT, { createdAt: SUBJECT.scan.scannedAt, updatedAt: SUBJECT.scan.scannedAt }),
    );
    expect(JSON.stringify([findings, sent])).not.toMatch(/leaked-from/);
  });

  it('reports the findings that Trivy was configured to leave out, with the source of the statement', () => {
    const { findings } = read(imageReport());
    const left = findings.filter(({ suppressed }) => suppressed !== undefined);
    expect(left).toMatchObject([
      {
        rule: 'CVE-2026-2002',
        suppressed: { source: './vex.json: not_affected', statement: 'vulnerable_code_not_in_execute_path' },
      },
    ]);
  });

  it('counts a check that held as no finding, and a status that it does not know as one', () => {
    const check = (Status: unknown) => ({ ID: 'DS-0002', Severity: 'HIGH', Message: 'Breach', Status });
    const { findings } = read(
      withResults({
        Target: 'Dockerfile',
        Class: 'config',
        Misconfigurations: ['PASS', 'FAIL', 'EXCEPTION', 'NEW', undefined].map(check),
      }),
    );
    expect(findings.map(({ suppressed }) => suppressed?.source)).toEqual([
      undefined,
      'an exception in a Trivy check',
      undefined,
      undefined,
    ]);
    expect(findings[0]?.aliases).toEqual(['AVD-DS-0002']);
  });

  it.each(['critical', 'NEGLIGIBLE', '', 'constructor', 3, null, undefined])(
    'a severity of %j is unknown',
    (Severity) => {
      const { findings } = read(withResults({ Target: 'a', Vulnerabilities: [vulnerability({ Severity })] }));
      expect(findings[0]?.severity).toBe('unknown');
    },
  );

  it('reads keys in any order', () => {
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (typeof value !== 'object' || value === null) return value;
      const backwards = Object.entries(value).sort(([a], [b]) => (a < b ? 1 : -1));
      return Object.fromEntries(backwards.map(([k, v]) => [k, sorted(v)]));
    };
    // Backwards: the lists stand before their target, and the schema and the artifact's name in front of and behind.
    const report = sorted(JSON.parse(JSON.stringify(imageReport()))) as Json;
    const { ArtifactName, ...rest } = report;
    const { outcome, findings } = read({ ArtifactName, ...rest });
    expect(outcome).toMatchObject({ findings: 15, header: { trivyVersion: '0.74.0' } });
    expect(findings.map(({ target }) => target)).toContain('Java');
    expect(problemsOf({ ...rest, ArtifactName })).toMatchObject([
      { path: 'ArtifactName', message: 'comes after Results' },
    ]);
  });

  it('names a list that it does not know', () => {
    const { outcome } = read(
      withResults({ Target: 'a', Class: 'malware', Malware: [{ Name: 'x' }], Note: 'text', Numbers: [1] }),
    );
    expect(outcome).toMatchObject({ header: { unread: ['Results[].Malware'] } });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['nothing', '', '', /is empty/],
    ['blanks', ' \n ', '', /is empty/],
    ['a legacy list', [{ Target: 'alpine', Vulnerabilities: [] }], '', /list, the format of Trivy before/],
    ['an empty list', [], '', /^is a list, which Trivy has not/],
    ['a list of numbers', [1], '', /^is a list, which Trivy has not/],
    ['a list of ASFF', [{ SchemaVersion: '2018-10-08', ProductArn: 'arn' }], '', /list of findings in ASFF/],
    ['text', 'Fatal error', '', /not a report/],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le').toString('latin1'), '', /not UTF-8/],
    ['a byte order mark and no report', '\ufeff{}', 'SchemaVersion', /is not 2/],
    ['a part of a byte order mark', '\ufffe{}', '', /not UTF-8/],
    ['a number', '1', '', /not a report/],
    ['an empty object', {}, 'SchemaVersion', /is not 2/],
    ['schema 1', imageReport({ SchemaVersion: 1 }), 'SchemaVersion', /is not 2/],
    ['schema 3', imageReport({ SchemaVersion: 3 }), 'SchemaVersion', /is not 2/],
    ['schema "2"', imageReport({ SchemaVersion: '2' }), 'SchemaVersion', /is not 2/],
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le').toString('latin1'), '', /not UTF-8/],
    ['UTF-16, the other order', '\0{\0}', '', /not UTF-8/],
    ['a compressed report', '\u001f\u008b', '', /is compressed/],
    ['true for results', imageReport({ Results: true }), 'Results', /is not a list/],
    ['results of another kind', imageReport({ Results: { a: 1 } }), 'Results', /is not a list/],
    ['a result of another kind', withResults('x'), 'Results[0]', /is not an object/],
    [
      'a result without target',
      withResults({ Class: 'os-pkgs', Vulnerabilities: [] }),
      'Results[0].Target',
      /is missing/,
    ],
    [
      'a list of another kind',
      withResults({ Target: 'a', Vulnerabilities: {} }),
      'Results[0].Vulnerabilities',
      /is not a list/,
    ],
    [
      'an element of another kind',
      withResults({ Target: 'a', Secrets: [1] }),
      'Results[0].Secrets[0]',
      /is not an object/,
    ],
    [
      'a vulnerability without id',
      withResults({ Target: 'a', Vulnerabilities: [vulnerability(), vulnerability({ VulnerabilityID: undefined })] }),
      'Results[0].Vulnerabilities[1].VulnerabilityID',
      /is missing/,
    ],
    [
      'a vulnerability without package',
      withResults({ Target: 'a', Vulnerabilities: [vulnerability({ PkgName: 7 })] }),
      'Results[0].Vulnerabilities[0].PkgName',
      /is missing/,
    ],
    [
      'a secret without rule',
      withResults({ Target: 'a', Secrets: [secret({ RuleID: '' })] }),
      'Results[0].Secrets[0].RuleID',
      /is missing/,
    ],
    [
      'a licence without name',
      withResults({ Target: 'a', Licenses: [{}] }),
      'Results[0].Licenses[0].Name',
      /is missing/,
    ],
    [
      'a check without id',
      withResults({ Target: 'a', Misconfigurations: [{ Status: 'FAIL' }] }),
      'Results[0].Misconfigurations[0].ID',
      /is missing/,
    ],
    [
      'a left-out finding of another kind',
      withResults({ Target: 'a', ExperimentalModifiedFindings: [{ Type: 'x', Finding: {} }] }),
      'Results[0].ExperimentalModifiedFindings[0].Type',
      /is missing/,
    ],
    ['no artifact', imageReport({ ArtifactName: undefined }), 'ArtifactName', /is missing/],
    ['a key twice', JSON.stringify(imageReport()).replace('{', '{"SchemaVersion":2,'), 'SchemaVersion', /occurs twice/],
    ['results twice', JSON.stringify(imageReport()).replace(/}$/, ',"Results":[]}'), 'Results', /occurs twice/],
    [
      'a list twice',
      JSON.stringify(withResults({ Target: 'a', Secrets: [secret()] })).replace(
        '"Secrets":[',
        '"Secrets":[],"Secrets":[',
      ),
      'Results[0].Secrets',
      /occurs twice/,
    ],
    [
      'a cut-off report',
      JSON.stringify(imageReport()).split('"Custom"')[0],
      'Results[6].Licenses[1]',
      /ends before it is complete/,
    ],
    ['something behind the end', `${JSON.stringify(imageReport())}{}`, '', /the end of the file/],
  ])('refuses %s', (_, report, path, message) => {
    const problems = problemsOf(report);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toBe(path);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.fix).toMatch(/scan|let Trivy|gunzip/);
  });

  it('refuses a report that is cut off anywhere', () => {
    const text = JSON.stringify(imageReport());
    const ends = Array.from({ length: text.length }, (_, end) => end).filter(
      (end) => end % 9 === 0 || end > text.length - 99,
    );
    const accepted = ends.filter((end) => 'header' in read(text.slice(0, end)).outcome);
    expect(accepted).toEqual([]);
  });

  it('tells all problems of a report at once, up to 20', () => {
    const broken = vulnerability({ VulnerabilityID: undefined });
    expect(problemsOf(withResults({ Target: 'a', Vulnerabilities: [broken, vulnerability(), broken] }))).toHaveLength(
      2,
    );
    expect(problemsOf(withResults({ Target: 'a', Vulnerabilities: Array(50).fill(broken) }))).toHaveLength(20);
  });

  it('reads a report without results, in which nothing was looked at', () => {
    const empty = imageReport({ Results: undefined, Metadata: {} });
    expect(read(empty).outcome).toMatchObject({ findings: 0 });
  });
});

describe('readHeader', () => {
  it('reads no further than it must', () => {
    const text = JSON.stringify(imageReport());
    const cut = text.slice(0, text.indexOf('"Results"') + 12);
    expect(readHeader(chunksOf(cut))).toMatchObject({ header: { trivyVersion: '0.74.0' } });
  });

  it('reads to the end where the keys are in another order', () => {
    const { Trivy, ...rest } = imageReport();
    expect(readHeader(chunksOf(JSON.stringify({ ...rest, Trivy })))).toMatchObject({
      header: { trivyVersion: '0.74.0' },
    });
    expect(readHeader(chunksOf('[]'))).toHaveProperty('problems');
  });
});
