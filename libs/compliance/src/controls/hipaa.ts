/** The safeguards of the HIPAA Security Rule (45 CFR part 164, subpart C) that the rules check, by their citation. */
export const HIPAA = {
  /** Record and examine activity in systems that hold patient data. */
  auditControls: '45 CFR 164.312(b)',
  /** Guard patient data against access by others while it is transmitted. */
  transmissionSecurity: '45 CFR 164.312(e)(1)',
} as const;
