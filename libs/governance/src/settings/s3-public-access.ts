import type { Setting, SettingPlan } from './setting';

const FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

/** The block of an account; a flag that is missing is off. */
export type S3PublicAccess = Readonly<Partial<Record<(typeof FLAGS)[number], boolean>>>;

/** Calls that switch all four flags on. The request replaces the whole block, so it carries every flag. */
export function s3PublicAccessPlan(found: S3PublicAccess | undefined, account: string): SettingPlan {
  if (FLAGS.every((flag) => found?.[flag] === true)) return { calls: [], kept: [] };
  const input = {
    AccountId: account,
    PublicAccessBlockConfiguration: Object.fromEntries(FLAGS.map((flag) => [flag, true])),
  };
  const action = 's3:PutAccountPublicAccessBlock';
  return { calls: [{ service: 's3control', operation: 'PutPublicAccessBlock', action, input }], kept: [] };
}

/**
 * No bucket and no object of the account is public, whatever its own settings say: 45 CFR 164.312(a)(1), FSBP S3.1, CIS 2.1.4.
 * Where a policy of the organization has the block, S3 answers with the effective flags, and nothing is written.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
 */
export const s3PublicAccess: Setting = {
  type: 'Custom::CareplaneS3PublicAccessBlock',
  title: 'S3 public access block of the account',
  id: () => 's3-public-access',
  actions: ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
  scope: 'account',
  reads: (_, account) => [
    {
      service: 's3control',
      operation: 'GetPublicAccessBlock',
      action: 's3:GetAccountPublicAccessBlock',
      input: { AccountId: account },
      noneOn: 'NoSuchPublicAccessBlockConfiguration',
    },
  ],
  plan: ({ answers: [answer] }, account) =>
    s3PublicAccessPlan(
      (answer as { readonly PublicAccessBlockConfiguration?: S3PublicAccess } | undefined)
        ?.PublicAccessBlockConfiguration,
      account,
    ),
};
