/** The files of a scan's folder. */
export const FILES = {
  /** Trivy's own report. */
  report: 'report.json',
  /** Bill of materials, CycloneDX. */
  sbom: 'sbom.cdx.json',
  /** What Trivy warned of, a line each; there, and empty, where it warned of nothing. */
  warnings: 'warnings.txt',
  /** Stream, scan and the digests of the other files. Written last: without it the rest counts for nothing. */
  scan: 'scan.json',
  /** Every finding and what became of it; the baseline of a later scan. */
  findings: 'findings.json',
  sarif: 'results.sarif',
  summary: 'summary.md',
  /** For people and programs to read. No later step trusts it: they decide again. */
  verdict: 'verdict.json',
  /** What was judged by, as it was. */
  exceptions: 'exceptions.yaml',
  policy: 'policy.yaml',
  baseline: 'baseline.json',
  /** A publication under way. */
  journal: 'publish.journal',
} as const;

export type FileName = (typeof FILES)[keyof typeof FILES];
