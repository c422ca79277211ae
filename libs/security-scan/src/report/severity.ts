import type { Severity } from '@careplane/findings';
import { text } from './element';

const SEVERITIES: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
};

/** Trivy's word, and ours for it. A word that we do not know is not guessed at: it is `unknown`, like no word at all. */
export function severity(value: unknown): { severity: Severity; severityLabel: string } {
  const label = text(value) ?? 'UNKNOWN';
  return {
    severity: Object.hasOwn(SEVERITIES, label) ? (SEVERITIES[label] as Severity) : 'unknown',
    severityLabel: label,
  };
}
