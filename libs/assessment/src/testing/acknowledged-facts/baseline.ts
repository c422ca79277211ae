import { resourcesIn } from '@careplane/platform/testing';
import type { Facts } from './fact';
import { every, text, pathOf } from './fact';

/** Reasons about the account's baseline and about backups. */
export const BASELINE_FACTS: Facts = {
  'These backups restore the database after a loss. The six years of 45 CFR 164.316(b)(2)(i) are for documentation, which the evidence bucket keeps under Object Lock; the records of patients stay in the database, which outlives its stack.':
    {
      'the evidence bucket keeps six years under Object Lock': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::S3::Bucket').some(
          (one) =>
            pathOf(one).includes('/Evidence/') && text(one.Properties?.['ObjectLockConfiguration']).includes('2192'),
        )
          ? []
          : ['no evidence bucket'],
      'databases outlive their stacks': every('AWS::RDS::DBInstance', (one) =>
        ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(
          (one as { readonly DeletionPolicy?: string }).DeletionPolicy ?? '',
        ),
      ),
    },
};
