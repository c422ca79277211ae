import type { StoredFinding } from './hub';

/** What Security Hub or a person adds to a finding; an import may not bring it. */
const NOT_IMPORTED: ReadonlySet<string> = new Set([
  'Note',
  'UserDefinedFields',
  'VerificationState',
  'Workflow',
  'WorkflowState',
  'ProcessedAt',
  'Sample',
  // From FindingProviderFields; a person may have changed the value here, and an import must not undo that.
  'Severity',
  'Types',
  'Confidence',
  'Criticality',
  'RelatedFindings',
]);

/** A stored finding as it was imported, so that it can be imported again. */
export function reimportable(stored: StoredFinding): StoredFinding {
  const kept = Object.entries(stored).filter(
    ([field, value]) => !NOT_IMPORTED.has(field) && value !== null && value !== undefined,
  );
  const finding = Object.fromEntries(kept) as StoredFinding;
  const { ProductFields: fields, FindingProviderFields: given } = stored;
  return {
    ...finding,
    ...((given === null || given === undefined) && {
      FindingProviderFields: { Severity: stored['Severity'], Types: stored['Types'] },
    }),
    // `aws/…` is the service's own.
    ...(typeof fields === 'object' &&
      fields !== null && {
        ProductFields: Object.fromEntries(Object.entries(fields).filter(([key]) => !key.startsWith('aws/'))),
      }),
  };
}
