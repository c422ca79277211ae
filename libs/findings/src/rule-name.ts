/**
 * The name by which a check of Trivy is the same in every version: Trivy wrote `DS002`, then `AVD-DS-0002`, and from 0.68 on
 * `DS-0002`. Any other name stays as it is.
 */
export function checkName(rule: string): string {
  const parts = /^(?:AVD-)?([A-Z]{2,10})-?(\d{1,4})$/i.exec(rule);
  return parts === null ? rule : `${parts[1]?.toUpperCase()}-${parts[2]?.padStart(4, '0')}`;
}
