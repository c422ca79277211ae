import { chunksOf } from '../testing/chunks';
import { readReport } from './read-report';

/** The only problem of a file in one sentence, and what to do. */
function answerTo(file: unknown): string {
  const outcome = readReport(chunksOf(JSON.stringify(file)), () => undefined);
  if (!('problems' in outcome)) return 'read';
  return outcome.problems.map(({ path, message, fix }) => `${path || 'It'} ${message}: ${fix}`).join('\n');
}

it.each<[string, unknown, RegExp]>([
  [
    'Grype',
    { matches: [], source: {}, descriptor: { name: 'grype' } },
    /^It is a report of Grype: scan with careplane/,
  ],
  ['npm audit', { auditReportVersion: 2, vulnerabilities: {} }, /^It is a report of npm audit: scan/],
  ['pnpm audit', { advisories: {}, metadata: {} }, /^It is a report of npm, pnpm or Yarn audit: scan/],
  ['Snyk', { vulnerabilities: [], ok: true, projectName: 'api' }, /^It is a report of Snyk: scan/],
  ['Snyk, several projects', [{ vulnerabilities: [] }], /^It is a list of reports of Snyk: scan/],
  ['OSV-Scanner', { results: [], experimental_config: {} }, /^It is a report of OSV-Scanner: scan/],
  ['Amazon ECR', { imageScanFindings: {}, registryId: '1' }, /^It is findings of Amazon ECR: scan/],
  ['SARIF', { version: '2.1.0', runs: [] }, /^It is a SARIF report: let Trivy write JSON: --format json/],
  ['a CycloneDX document', { bomFormat: 'CycloneDX', vulnerabilities: [] }, /^It is a CycloneDX .*: trivy sbom/],
  ['an SPDX document', { spdxVersion: 'SPDX-2.3' }, /^It is an SPDX .*: trivy sbom/],
  ['a report for GitLab', { version: '15.0.7', scan: {}, vulnerabilities: [] }, /^It is a report for GitLab: let/],
  ['a report for GitHub', { version: 0, detector: {}, manifests: {} }, /^It is a dependency snapshot for GitHub: let/],
  ['a cluster', { ClusterName: 'c', Resources: [] }, /^It is a report on a Kubernetes cluster: scan each image/],
  ['the operator', { apiVersion: 'v1alpha1', report: {} }, /^It is a report of the Trivy Operator: scan each image/],
  ['Cosign', { invocation: {}, scanner: {}, metadata: {} }, /^It is a report for Cosign: let Trivy write JSON/],
  ['an attestation', { _type: 'x', predicateType: 'y' }, /^It is an attestation: take the report out of it/],
  ['a manifest', { schemaVersion: 2, mediaType: 'x' }, /^It is the manifest of an image: scan/],
  ['our findings', { version: 1, verdict: {}, findings: [] }, /^It is findings.json .*: give report.json/],
  ['our verdict', { passed: true, decidedAt: 'x' }, /^It is verdict.json .*: give report.json/],
  ['our manifest', { version: 1, examination: {}, files: {} }, /^It is scan.json .*: give report.json/],
  ['Code Quality', [{ check_name: 'x', fingerprint: 'y' }], /^It is a Code Quality report for GitLab: scan/],
  ['a version of its own', { SchemaVersion: 3, matches: [] }, /^SchemaVersion is not 2: scan/],
])('%s is named, with what to do', (_, file, answer) => expect(answerTo(file)).toMatch(answer));
