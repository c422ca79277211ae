import { templateFindings } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { DEFAULT_POLICY, FORMATS, identifier, KNOWN_SEVERITIES, openGate, renderReport } from '@careplane/findings';
import type { Policy } from '@careplane/findings';
import { version } from '../../package.json';

/** Whatever a judge leaves open is a no. */
const POLICY: Policy = { ...DEFAULT_POLICY, block: { ...DEFAULT_POLICY.block, template: KNOWN_SEVERITIES } };

/** What the judges have left open, as SARIF 2.1.0: for code scanning services and editors. */
export function sarifOf(
  { name, account, region }: Pick<PlatformModel, 'name' | 'account' | 'region'>,
  verdicts: readonly JudgeVerdict[],
  at: Date,
): string {
  const { findings, complete } = templateFindings(verdicts);
  const stream = { account, region, repository: name, environment: 'all' };
  const scannedAt = at.toISOString();
  const scan = {
    kind: 'folder',
    artifact: name,
    scanner: 'careplane check',
    scannerVersion: version,
    scannedAt,
    complete,
  } as const;
  const gate = openGate(stream, { policy: POLICY }, at);
  const identify = identifier(stream);
  const decided = findings.map((finding) => gate.add(identify(finding)));
  // What did not run may have had findings: a reader of the log has to know.
  const gaps = verdicts.flatMap((verdict) => (verdict.ran ? [] : [`${verdict.judge} did not run: ${verdict.why}`]));
  return renderReport(FORMATS.sarif, { verdict: gate.verdict(scan, { gaps }), findings: decided });
}
