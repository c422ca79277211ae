import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** AWS's own waiting time, where a key says nothing. */
const DEFAULT_DAYS = 30;

/**
 * Data is disposed of by deleting its key, which makes every copy unreadable (NIST SP 800-88, cryptographic erase). The longest
 * waiting time protects from doing so by mistake.
 */
export const keyWaitsBeforeDeletion = ruleFor({
  name: 'KeyWaitsBeforeDeletion',
  control: '164.310(d)(2)(i)',
  sameAs: 'AWS Config: KMS_CMK_NOT_SCHEDULED_FOR_DELETION',
  types: ['AWS::KMS::Key'],
  wrong: ({ properties: { PendingWindowInDays = DEFAULT_DAYS } }) =>
    Number(PendingWindowInDays) >= DEFAULT_DAYS
      ? undefined
      : `The key can be gone after ${shown(PendingWindowInDays)} days. Allowed: ${DEFAULT_DAYS}.`,
  examples: {
    fails: [['a week', only('AWS::KMS::Key', { PendingWindowInDays: 7 })]],
    passes: [['the default', only('AWS::KMS::Key', {})]],
  },
});
