import * as z from 'zod';
import { eachOnce, email } from './primitives';

/** Duties of groups, as @careplane/governance knows them; a test compares the two. */
export const DUTY_NAMES = [
  'own-sign-in',
  'who-am-i',
  'see-pipelines',
  'run-staging',
  'run-pipelines',
  'approve-releases',
  'read-source',
  'push-branches',
  'merge-reviewed',
  'see-services',
  'see-health',
  'see-network',
  'operate-services',
  'operate-databases',
  'restore-backups',
  'set-staging-secrets',
  'rotate-secrets',
  'list-logs',
  'read-build-logs',
  'read-staging-logs',
  'read-production-logs',
  'read-audit-logs',
  'read-findings',
  'review-access',
  'review-activity',
  'read-evidence',
  'work-on-findings',
  'stop-credentials',
  'see-costs',
] as const;

const userSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9+=,.@_-]{1,64}$/, {
        error: 'must be the name of an IAM user: 1 to 64 letters, digits and + = , . @ _ -',
      })
      .describe('Name of the IAM user, who must exist and belong to one person.'),
    email: email.describe(
      'E-mail address in this person’s commits. The pipelines compare it with the author of the commit that the person approves.',
    ),
  })
  .describe('One person.');

const users = z.array(userSchema).min(1).max(100);

const groupSchema = (who: string) =>
  z
    .strictObject({
      users: users.optional().describe('IAM users in this group. Default: none; needed without identityCenter.'),
      groupId: z
        .string()
        .regex(/^(?:[0-9a-f]{10}-)?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, {
          error:
            'must be the id of a group in Identity Center, such as 9067642ac7-0f3d2a1e-1111-4222-8333-444455556666',
        })
        .optional()
        .describe('Id of the group in Identity Center. Default: none; needed with identityCenter.'),
      duties: z
        .array(z.enum(DUTY_NAMES))
        .min(1)
        .refine(...eachOnce)
        .optional()
        .describe('What the group does, instead of its usual duties. Default: the duties in docs/guides/access.md.'),
    })
    .describe(who);

export const identitySchema = z
  .strictObject({
    identityCenter: z
      .strictObject({
        instanceArn: z
          .string()
          .regex(/^arn:aws(?:-[a-z]{1,5}){0,3}:sso:::instance\/(?:sso)?ins-[A-Za-z0-9.-]{16}$/, {
            error:
              'must be the ARN of an Identity Center instance, such as arn:aws:sso:::instance/ssoins-0123456789abcdef',
          })
          .describe(
            'ARN of the instance of an organization. The platform’s account must be its delegated administrator: another account cannot make permission sets.',
          ),
      })
      .optional()
      .describe('People come from a directory through IAM Identity Center. Default: none; people are IAM users.'),
    groups: z
      .strictObject({
        developers: groupSchema('People who write services and ship them to staging.'),
        systemsEngineers: groupSchema('People who run the platform and approve releases.'),
        securityEngineers: groupSchema('People who review access and activity, and judge findings.'),
        stakeholders: groupSchema('People who see costs and health.'),
      })
      .describe('The groups, by organizational unit. Each needs its members.'),
    breakGlass: z
      .strictObject({
        users: users
          .min(2)
          .describe(
            'IAM users who may take the emergency role, two or more. IAM users also with identityCenter, because the role must work when the directory does not.',
          ),
      })
      .describe('The role for emergencies: MFA within the last hour, one hour long, and an alarm at every use.'),
  })
  .describe('Who may do what in the account. Default: none; the platform then creates no groups.');
