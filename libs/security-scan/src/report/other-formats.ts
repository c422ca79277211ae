/** A file that people take for a report of Trivy, and what to do instead. */
interface OtherFormat {
  /** Keys that such a file has at its top, all of them. */
  readonly keys: readonly string[];
  /** What the file is: `a report of Grype`. */
  readonly name: string;
  readonly fix: string;
}

export const RESCAN =
  'scan with careplane-scan image, or with trivy image --format json --list-all-pkgs --output report.json';
const IN_JSON = 'let Trivy write JSON: --format json --list-all-pkgs --output report.json';
const FROM_BOM = 'let Trivy look up its packages: trivy sbom --format json --list-all-pkgs --output report.json FILE';
const FROM_FOLDER =
  'give report.json of the folder of the scan, or decide again with careplane-scan gate --from FOLDER';
const EACH_IMAGE = 'scan each image that runs, with careplane-scan image';
const UNWRAP = 'take the report out of it, or scan again with careplane-scan image';

/** The first whose keys the file has is the answer, so the more telling keys come first. */
const OBJECTS: readonly OtherFormat[] = [
  { keys: ['bomFormat'], name: 'a CycloneDX bill of materials', fix: FROM_BOM },
  { keys: ['spdxVersion'], name: 'an SPDX bill of materials', fix: FROM_BOM },
  { keys: ['runs'], name: 'a SARIF report', fix: IN_JSON },
  { keys: ['manifests', 'detector'], name: 'a dependency snapshot for GitHub', fix: IN_JSON },
  { keys: ['Findings'], name: 'findings in ASFF, the format of Security Hub CSPM', fix: RESCAN },
  { keys: ['ClusterName'], name: 'a report on a Kubernetes cluster', fix: EACH_IMAGE },
  { keys: ['apiVersion', 'report'], name: 'a report of the Trivy Operator', fix: EACH_IMAGE },
  { keys: ['matches'], name: 'a report of Grype', fix: RESCAN },
  { keys: ['auditReportVersion'], name: 'a report of npm audit', fix: RESCAN },
  { keys: ['advisories', 'metadata'], name: 'a report of npm, pnpm or Yarn audit', fix: RESCAN },
  { keys: ['vulnerabilities', 'packageManager'], name: 'a report of Snyk', fix: RESCAN },
  { keys: ['vulnerabilities', 'projectName'], name: 'a report of Snyk', fix: RESCAN },
  { keys: ['vulnerabilities', 'scan'], name: 'a report for GitLab', fix: IN_JSON },
  { keys: ['results', 'experimental_config'], name: 'a report of OSV-Scanner', fix: RESCAN },
  { keys: ['imageScanFindings'], name: 'findings of Amazon ECR', fix: RESCAN },
  { keys: ['verdict', 'findings'], name: 'findings.json of the folder of a scan', fix: FROM_FOLDER },
  { keys: ['decidedAt', 'passed'], name: 'verdict.json of the folder of a scan', fix: FROM_FOLDER },
  { keys: ['examination', 'files'], name: 'scan.json of the folder of a scan', fix: FROM_FOLDER },
  { keys: ['payloadType'], name: 'a signed attestation', fix: UNWRAP },
  { keys: ['predicateType'], name: 'an attestation', fix: UNWRAP },
  { keys: ['invocation', 'scanner'], name: 'a report for Cosign', fix: IN_JSON },
  { keys: ['mediaType'], name: 'the manifest of an image', fix: RESCAN },
  { keys: ['vulnerabilities'], name: 'a report in another format', fix: RESCAN },
];

/** Lists, by the keys of their first element. */
const ELEMENTS: readonly OtherFormat[] = [
  { keys: ['ProductArn'], name: 'a list of findings in ASFF, the format of Security Hub CSPM', fix: RESCAN },
  { keys: ['check_name', 'fingerprint'], name: 'a Code Quality report for GitLab', fix: RESCAN },
  { keys: ['Target'], name: 'a list, the format of Trivy before version 0.20', fix: RESCAN },
  { keys: ['vulnerabilities'], name: 'a list of reports of Snyk', fix: RESCAN },
];

const LIST: OtherFormat = { keys: [], name: 'a list, which Trivy has not written since version 0.20', fix: RESCAN };

/**
 * What a file is that is no report of Trivy.
 *
 * @param keys those at its top
 * @returns undefined if the keys tell nothing
 */
export function otherFormat(keys: ReadonlySet<string>): OtherFormat | undefined {
  return find(OBJECTS, keys);
}

/** What a list is that is no report of Trivy, by the keys of its first element. */
export function otherList(keys: ReadonlySet<string>): OtherFormat {
  return find(ELEMENTS, keys) ?? LIST;
}

function find(formats: readonly OtherFormat[], keys: ReadonlySet<string>): OtherFormat | undefined {
  return formats.find((format) => format.keys.every((key) => keys.has(key)));
}
