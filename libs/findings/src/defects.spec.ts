/**
 * What other ways of bringing a scanner's findings into Security Hub get wrong, each as a test that it cannot happen
 * here. Most are of the ASFF template that comes with Trivy, with the numbers of its issues.
 */
import type { Finding } from './finding';
import { toAsff } from './formats/asff';
import { FORMATS } from './formats';
import { renderReport } from './formats/report';
import { openGate } from './gate';
import { identifyAll } from './identity';
import { DEFAULT_POLICY } from './policy';
import { stableTarget } from './target';
import { examination, misconfiguration, now, scan, secret, stream, subject, vulnerability } from './testing/examples';

const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-25T08:01:00.000Z' };
const asffOf = (findings: readonly Finding[], of = subject) =>
  identifyAll(findings, of.stream).map((found) => toAsff(found, of, times));
const idsOf = (findings: readonly Finding[], of = subject): Set<string> =>
  new Set(asffOf(findings, of).map(({ Id }) => Id));

test('one vulnerability in two packages is one id (trivy#2774): here it is two', () => {
  const packages = ['libssl3', 'openssl'].map((name) =>
    vulnerability({ package: { name, purl: `pkg:deb/debian/${name}` } }),
  );
  expect(idsOf(packages).size).toBe(2);
});

test('two secrets of one file are one id: here they are two', () => {
  expect(idsOf([secret(), secret({ location: { startLine: 9, matchHash: 'c'.repeat(64) } })]).size).toBe(2);
});

test('one vulnerability in two jars has one fingerprint: here the path tells them apart', () => {
  const jars = ['app/a.jar', 'app/b.jar'].map((path) =>
    vulnerability({ target: 'Java', package: { name: 'log4j', path } }),
  );
  expect(idsOf(jars).size).toBe(2);
});

test('a new tag makes every finding of the system new: here it keeps its id', () => {
  const [a, b] = ['medmo-api:1', 'medmo-api:2'].map((artifact) =>
    idsOf([vulnerability({ target: stableTarget(`${artifact} (debian 12.5)`, artifact) })], {
      stream,
      scan: { ...scan, artifact, imageDigest: `sha256:${artifact}` },
    }),
  );
  expect(a).toEqual(b);
});

test('neither digest nor image is in the finding: here both are', () => {
  const [made] = asffOf([vulnerability()]);
  expect(made?.ProductFields).toMatchObject({
    'careplane/imageDigest': scan.imageDigest,
    'careplane/artifact': scan.artifact,
  });
  expect(made?.Resources[0]?.Id).toContain(scan.imageDigest);
});

test('CreatedAt is reset at every run: here it is handed in, and kept', () => {
  expect(asffOf([vulnerability()])[0]).toMatchObject({ CreatedAt: times.createdAt, UpdatedAt: times.updatedAt });
});

test('severity and types at the top undo what a person decided: here they are the provider’s', () => {
  for (const made of asffOf([vulnerability(), secret(), misconfiguration()])) {
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['Severity']));
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['Types']));
    for (const field of ['Workflow', 'Note', 'UserDefinedFields', 'VerificationState', 'Confidence'])
      expect(made).not.toHaveProperty(field);
  }
});

test('titles are not cut (trivy#1896): here every text has its limit', () => {
  const [made] = asffOf([vulnerability({ title: 'x'.repeat(1000), description: 'y'.repeat(5000) })]);
  expect(made?.Title.length).toBe(256);
  expect(made?.Description.length).toBe(1024);
});

test('text is put into JSON unescaped (trivy#5350, #7400): here it is data until the end', () => {
  const nasty = '", "Id": "x", \\ \u0000 \n {{ .Title }} </script>';
  const fields = { title: nasty, description: nasty, remediation: nasty, target: nasty };
  const made = asffOf([
    vulnerability({ ...fields, package: { name: nasty, installedVersion: nasty, fixedVersion: nasty } }),
  ]);
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  expect(made).toHaveLength(1);
});

test('a missing score becomes 0: here there is none', () => {
  expect(asffOf([vulnerability({ cvss: [] })])[0]?.Vulnerabilities?.[0]).not.toHaveProperty('Cvss');
});

test('only one source’s score, and no version 4: here all of them', () => {
  const cvss = [
    { source: 'nvd', version: '3.1', score: 9.8 },
    { source: 'ghsa', version: '4.0', score: 9.3 },
  ];
  expect(asffOf([vulnerability({ cvss })])[0]?.Vulnerabilities?.[0]?.Cvss).toEqual([
    { BaseScore: 9.8, Version: '3.1', Source: 'nvd' },
    { BaseScore: 9.3, Version: '4.0', Source: 'ghsa' },
  ]);
});

test('ARNs are of the partition aws everywhere (trivy#6010): here of the region’s', () => {
  const [made] = asffOf([vulnerability()], { scan, stream: { ...stream, region: 'us-gov-west-1' } });
  expect(made?.ProductArn).toMatch(/^arn:aws-us-gov:/);
  expect(made?.Resources[0]?.Id).toMatch(/^arn:aws-us-gov:/);
});

test('a check that held becomes an active finding: here never, in no format', () => {
  const held = misconfiguration({ passed: true });
  expect(asffOf([held])[0]).toMatchObject({ RecordState: 'ARCHIVED', Compliance: { Status: 'PASSED' } });
  const gate = openGate(stream, { policy: DEFAULT_POLICY }, now);
  const findings = identifyAll([held], stream).map((found) => gate.add(found));
  const report = { verdict: gate.verdict(scan, examination), findings };
  expect(report.verdict.counts.total).toBe(0);
  expect(renderReport(FORMATS.table, report)).not.toContain('DS-0002');
  expect(renderReport(FORMATS.markdown, report)).not.toContain('DS-0002');
});

test('secrets carry neither line nor rule: here both', () => {
  const [made] = asffOf([secret()]);
  expect(made?.Resources[0]?.Details.Other).toMatchObject({ Lines: '3', Target: 'app/.env' });
  expect(made?.GeneratorId).toBe('careplane/secret/aws-access-key-id');
});

test.each<[string, Finding]>([
  ['licences', secret({ class: 'license', rule: 'AGPL-3.0' })],
  ['systems without updates', secret({ class: 'end-of-life', rule: 'debian 10' })],
  ['findings that the scanner was configured to omit', vulnerability({ suppressed: { source: '.trivyignore' } })],
])('%s are missing: here they are findings like the others', (_, finding) => {
  expect(asffOf([finding])[0]).toMatchObject({ RecordState: 'ACTIVE' });
});

test('an unknown severity becomes informational: here it looks harmless nowhere, and its own word is kept', () => {
  const [made] = asffOf([vulnerability({ severity: 'unknown', severityLabel: 'UNKNOWN' })]);
  expect(made?.FindingProviderFields.Severity).toEqual({ Label: 'HIGH', Original: 'UNKNOWN' });
  expect(made?.ProductFields['careplane/severity']).toBe('unknown');
});

test('a secret leaks with a neighbouring line: here there is no field for code, and the hash stays out of reports for people', () => {
  const finding = { ...secret(), Code: { Lines: [{ Content: 'hunter2' }] }, Match: 'hunter2' };
  const gate = openGate(stream, { policy: DEFAULT_POLICY }, now);
  const findings = identifyAll([finding], stream).map((found) => gate.add(found));
  const report = { verdict: gate.verdict(scan, examination), findings };
  expect(JSON.stringify(asffOf([finding]))).not.toContain('hunter2');
  for (const format of ['table', 'markdown', 'sarif'] as const)
    expect(renderReport(FORMATS[format], report)).not.toContain('hunter2');
  expect(JSON.stringify(asffOf([finding]))).not.toContain('b'.repeat(64));
});

test('"report all, stop on critical" takes two runs (trivy#1875, trivy-action#119): here one', () => {
  const gate = openGate(stream, { policy: DEFAULT_POLICY }, now);
  for (const found of identifyAll([vulnerability({ severity: 'low' }), vulnerability()], stream)) gate.add(found);
  expect(gate.verdict(scan, examination)).toMatchObject({
    passed: false,
    counts: { total: 2, byOutcome: { blocked: 1, reported: 1 } },
  });
});
