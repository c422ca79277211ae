import { SEVERITIES } from '../finding';
import type { Finding } from '../finding';
import type { Verdict } from '../verdict';

/** What a finding is in, in few words: `openssl 3.0.11`, `app/.env:3`, `medmo-network/Vpc`. */
export function placeOf({
  package: found,
  location,
  target,
}: Pick<Finding, 'package' | 'location' | 'target'>): string {
  if (found !== undefined) return [found.name, found.installedVersion].filter(Boolean).join(' ');
  const line = location?.startLine === undefined ? '' : `:${location.startLine}`;
  return [`${target}${line}`, location?.resource].filter(Boolean).join(' ');
}

/** `2 critical, 1 unknown`; empty for no findings. */
export function countsInWords({ counts }: Verdict): string {
  return SEVERITIES.filter((severity) => counts.bySeverity[severity] > 0)
    .map((severity) => `${counts.bySeverity[severity]} ${severity}`)
    .join(', ');
}

/** The answer in one sentence. */
export function answerOf({ passed, blocked, refused }: Verdict): string {
  if (passed) return 'Passed: no finding blocks.';
  const count = blocked.length;
  const found = count === 0 ? [] : [`${count} finding${count === 1 ? '' : 's'} must be fixed or excepted`];
  return `Blocked: ${[...refused, ...found].join('; ')}.`;
}

/** Which exception it is, who owns it, and where it is written: `CVE-2024-1, CVE-2024-2 of ops@acme.example (exceptions.yaml:3)`. */
export function exceptionName({ ids, owner, file, line }: Verdict['unmatched'][number]): string {
  return `${ids.join(', ')} of ${owner} (${file}:${line})`;
}

/** That an image without packages was accepted, and why; nothing for others. */
export function emptyBecause({ examination }: Verdict): string[] {
  const reason = examination.emptyBecause;
  return reason === undefined ? [] : [`The image has no packages. Accepted with this reason: ${reason}`];
}
