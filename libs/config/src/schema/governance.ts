import * as z from 'zod';
import { eachOnce, email, nameOf, reason } from './primitives';

/** The parts of an account's baseline, each of which can be switched off with a reason. */
export const BASELINE_PARTS = [
  'auditTrail',
  'configuration',
  'conformancePack',
  'securityHub',
  'threatDetection',
  'accessAnalyzer',
  'accountSettings',
  'alerts',
  'budget',
] as const;
export type BaselinePart = (typeof BASELINE_PARTS)[number];

/** The settings of an account that its baseline makes. */
export const ACCOUNT_SETTING_NAMES = [
  'inspector',
  'ebsEncryption',
  'instanceMetadata',
  'imagePublicAccess',
  'snapshotPublicAccess',
  's3PublicAccess',
  'passwordPolicy',
  'contacts',
] as const;
export type AccountSettingName = (typeof ACCOUNT_SETTING_NAMES)[number];

/** The switch of a part. Whether an off-switch has a reason is a rule of its own, so that its message can name the part. */
const switched = {
  enabled: z.boolean().default(true).describe('Whether the baseline has this part. false needs a reason.'),
  reason: z
    .string()
    .optional()
    .describe(
      'Why this part is off, in a sentence that an auditor understands (20 characters or more), such as: the organization’s security account has a trail for all accounts. Default: none; needed with enabled: false, and refused without it.',
    ),
} as const;

const part = (what: string) => z.strictObject(switched).describe(what);

const auditTrailSchema = z
  .strictObject({
    ...switched,
    lock: z
      .enum(['governance', 'compliance'])
      .default('governance')
      .describe(
        'S3 Object Lock of the trail’s logs. governance: only principals with s3:BypassGovernanceRetention may delete earlier. compliance: no one can, not even the root user, and this cannot be undone.',
      ),
    dataEventBuckets: z
      .array(
        z.string().regex(/^[a-z0-9][a-z0-9.-]{2,62}\*?$/, {
          error: 'must be the name of an S3 bucket, or the beginning of names followed by *',
        }),
      )
      .max(50)
      .refine(...eachOnce)
      .default([])
      .describe(
        'Buckets whose reads and writes of objects are recorded, in addition to those of the platform’s own stacks: every bucket that holds patient data. A name, or the beginning of names followed by *.',
      ),
  })
  .describe(
    'CloudTrail in all regions: management events, and data events of the stores that hold patient data; validated, encrypted, locked.',
  );

const configurationSchema = z
  .strictObject({
    ...switched,
    serviceLinkedRole: z
      .enum(['create', 'existing'])
      .default('create')
      .describe(
        'The role AWSServiceRoleForConfig. An account has one. existing: AWS Config was used in this account before, so the role is there already.',
      ),
  })
  .describe(
    'AWS Config: records every resource and each of its changes, and has rules for root’s MFA and access keys.',
  );

const accountSettingsSchema = z
  .strictObject({
    ...switched,
    leftOut: z
      .partialRecord(z.enum(ACCOUNT_SETTING_NAMES), reason)
      .default({})
      .describe(
        'Settings that someone else makes, such as the organization, each with the reason: { passwordPolicy: … }. A setting that is there already is adopted and needs no entry.',
      ),
    passwordPolicy: z
      .strictObject({
        minimumLength: z.int().min(8).max(128).default(14).describe('Characters of a password.'),
        reusePrevention: z.int().min(1).max(24).default(24).describe('Former passwords that cannot be used again.'),
        maximumAgeDays: z.int().min(1).max(1095).default(90).describe('Days until a password expires.'),
      })
      .prefault({})
      .describe('The least that passwords of IAM users have to meet. A stricter value of the account is kept.'),
  })
  .describe(
    'Settings of the account: Inspector, encryption and access defaults of EC2 and S3, the password policy, the alternate contacts. They stay when the stack is deleted.',
  );

const budgetSchema = z
  .strictObject({
    ...switched,
    monthlyUsd: z
      .int()
      .min(1)
      .max(10_000_000)
      .optional()
      .describe(
        'Most that the account should cost in a month, in US dollars: the expected total of careplane-cost estimate, and a reserve. Notifications follow at 80 % of the actual and 100 % of the forecast cost. Default: none; needed unless the budget is off.',
      ),
  })
  .describe('AWS Budgets: the monthly cost of the account.');

export const governanceSchema = z
  .strictObject({
    baseline: z
      .union([z.literal('own'), nameOf('Name of the platform whose baseline is shared', 20)])
      .default('own')
      .describe(
        'An account and region has one baseline. own: this platform deploys it. The name of another platform: that platform has deployed it in all of this platform’s accounts and regions, and this one shares it.',
      ),
    retentionYears: z
      .int()
      .min(1)
      // Object Lock takes less than a hundred years. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html
      .max(99)
      .default(6)
      .describe(
        'Years for which the audit trail is kept and cannot be deleted: six or more (45 CFR 164.316(b)(2)(i)).',
      ),
    auditTrail: auditTrailSchema.prefault({}),
    configuration: configurationSchema.prefault({}),
    conformancePack: part(
      'The HIPAA conformance pack of AWS Config, with the deviations that the toolkit explains.',
    ).prefault({}),
    securityHub: part('Security Hub CSPM with the standards FSBP, CIS 5.0 and NIST 800-53 r5.').prefault({}),
    threatDetection: part('GuardDuty: Fargate runtime, RDS logins, S3 data, malware.').prefault({}),
    accessAnalyzer: part('IAM Access Analyzer: what principals outside of the account can reach.').prefault({}),
    accountSettings: accountSettingsSchema.prefault({}),
    alerts: part('Alarms on the audit trail, and notifications about events that weaken a protection.').prefault({}),
    budget: budgetSchema.prefault({}),
  })
  .describe(
    'The baseline of the accounts: audit trail, detection, alerts, budget. Default: none; the platform then has no baseline.',
  );

const contactSchema = z
  .strictObject({
    name: z.string().min(1).max(64).describe('Name of the person or team.'),
    title: z.string().min(1).max(50).describe('Title or role.'),
    email: email.describe('E-mail address of the organization, no personal one.'),
    phone: z
      .string()
      .regex(/^[\s0-9()+-]{1,25}$/, { error: 'must be a telephone number of digits, spaces and ( ) + -' })
      .describe('Telephone number with country code, such as +1 614 555 0100.'),
  })
  .describe('A contact, as AWS stores it (AccountManagement PutAlternateContact).');

export const contactsSchema = z
  .strictObject({
    operations: contactSchema.describe('Whom AWS tells about operations.'),
    billing: contactSchema.describe('Whom AWS tells about invoices; gets the budget’s notifications.'),
    security: contactSchema.describe('Whom AWS tells about security; gets the baseline’s alerts.'),
  })
  .describe(
    'Alternate contacts of the account. Default: none; needed by a baseline of the platform’s own. Addresses of personal e-mail providers are refused.',
  );
