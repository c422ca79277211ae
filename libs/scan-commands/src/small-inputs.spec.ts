// Small reports that were answered wrongly once, each for a kind of report.
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { DIGEST, reportOf, STREAM_ARGS, vulnerability } from './testing/reports';

const files = (report: string) =>
  folderWith({
    'report.json': report,
    warnings: '',
    policy: 'block: { vulnerability: [critical, high] }\ngraceDays: { high: 14 }\n',
  });

/** The same finding of low severity in two packages, and one of critical severity; each with a CVSS score of another band. */
const TWO_PACKAGES = reportOf(
  (
    [
      ['CVE-2026-7001', 'libfoo4', 'LOW', 9.8],
      ['CVE-2026-7001', 'foo-utils', 'LOW', 9.8],
      ['CVE-2026-7002', 'bar', 'CRITICAL', 6.5],
    ] as const
  ).map(([id, name, severity, score]) => ({
    ...vulnerability(1, severity),
    VulnerabilityID: id,
    PkgName: name,
    PkgIdentifier: {},
    CVSS: { nvd: { V3Score: score } },
  })),
);

it('an image whose operating system Trivy does not know was not examined, and is refused', async () => {
  const report = reportOf([], {
    Metadata: { OS: { Family: 'none', Name: '' }, ImageID: `sha256:${'2'.repeat(64)}` },
    Results: [
      { Target: 'image.tar', Class: 'config', Type: 'dockerfile', MisconfSummary: { Successes: 26, Failures: 0 } },
      { Target: 'OS Packages', Class: 'license' },
    ],
  });
  const folder = files(report);
  const complete = ['--complete', '--warnings', join(folder, 'warnings'), '--image-digest', DIGEST];
  const { exit, stdout, stderr } = await cli(['report', join(folder, 'report.json'), ...STREAM_ARGS, ...complete]);
  expect(exit).toBe(1);
  expect(stdout + stderr).toMatch(/was not examined: Trivy does not know the\s+operating system/);
});

it('SARIF has the severity that the gate used, and each package its own result', async () => {
  const folder = files(TWO_PACKAGES);
  const { stdout } = await cli(['report', join(folder, 'report.json'), ...STREAM_ARGS, '--format', 'sarif']);
  const [run] = (JSON.parse(stdout) as { runs: [SarifRun] }).runs;
  expect(run.tool.driver.rules.map(({ id, properties }) => [id, Number(properties['security-severity'])])).toEqual([
    ['CVE-2026-7001', expect.closeTo(2, 0)],
    ['CVE-2026-7002', expect.closeTo(9.5, 0)],
  ]);
  expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['CVE-2026-7001', 'note'],
    ['CVE-2026-7001', 'note'],
    ['CVE-2026-7002', 'error'],
  ]);
  expect(new Set(run.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(3);
});

it('a policy that is stricter than the default is not weaker', async () => {
  const folder = files(TWO_PACKAGES);
  const policy = ['--policy', join(folder, 'policy')];
  const { exit, stdout, stderr } = await cli(['report', join(folder, 'report.json'), ...STREAM_ARGS, ...policy]);
  expect(exit).toBe(1);
  expect(stdout + stderr).toMatch(/must\s+be fixed or excepted/);
  expect(stdout + stderr).not.toMatch(/weaker/i);
});

interface SarifRun {
  tool: { driver: { rules: { id: string; properties: Record<string, string> }[] } };
  results: { ruleId: string; level: string; partialFingerprints: object }[];
}
