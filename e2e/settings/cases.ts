// What becomes of the settings of an account, case after case: each begins where the one before ended.
import { isDeepStrictEqual } from 'node:util';
import { report } from '../harness';
import { ACCOUNT, contactOf } from './account';
import type { TestAccount } from './account';

const THEIRS = {
  Name: 'Group security',
  Title: 'SOC',
  EmailAddress: 'soc@parent.example',
  PhoneNumber: '+49 30 555 0100',
};
const ALL = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const FUNCTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/careplane/acme/shared/acme-account-settings-us-east-2`;

function check(name: string, good: boolean, about: unknown): boolean {
  return report(name, good, typeof about === 'string' ? about : JSON.stringify(about, null, 1));
}

/** By hand: a stricter password policy without symbols, two contacts (one is the platform's), a part of the S3 block. */
async function configureByHand({ iam, account, s3 }: TestAccount): Promise<void> {
  await iam.updateAccountPasswordPolicy({
    MinimumPasswordLength: 20,
    MaxPasswordAge: 60,
    RequireNumbers: true,
    AllowUsersToChangePassword: false,
  });
  await account.putAlternateContact({ AlternateContactType: 'SECURITY', ...THEIRS });
  await account.putAlternateContact({ AlternateContactType: 'BILLING', ...contactOf('Billing') });
  await s3.putPublicAccessBlock({
    AccountId: ACCOUNT,
    PublicAccessBlockConfiguration: { ...ALL, RestrictPublicBuckets: false },
  });
}

/** Create, in an account that a person has half configured. */
export async function adopts(account: TestAccount): Promise<void> {
  account.synth();
  account.bootstrap();
  await configureByHand(account);
  const { status, stdout, stderr } = account.deploy();
  const events = await account.events();
  const created = events.filter((event) => event.status === 'CREATE_COMPLETE');
  if (!check('the baseline is deployed: ten settings', status === 0 && created.length === 10, stdout + stderr)) {
    throw new Error('the other cases need the first deploy');
  }
  const seen = await account.settings();
  const regional = [seen.ebs, seen.tokens, seen.images, seen.snapshots, seen.ecr];
  check(
    'EBS encryption, IMDSv2, the blocks of public AMIs and snapshots, and Inspector are on',
    isDeepStrictEqual(regional, [true, 'required', 'block-new-sharing', 'block-all-sharing', 'ENABLED']),
    seen,
  );
  check(
    'a part of the S3 block became all of it',
    seen.block !== undefined && isDeepStrictEqual({ ...ALL, ...seen.block }, ALL),
    seen,
  );
  const { MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention, RequireSymbols } = seen.policy ?? {};
  check(
    'stricter values of the password policy are kept, missing ones are added',
    isDeepStrictEqual(
      [MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention, RequireSymbols],
      [20, 60, 24, true],
    ) && seen.policy?.AllowUsersToChangePassword === false,
    seen.policy,
  );
  check('a missing contact is written', isDeepStrictEqual(seen.operations, contactOf('Operations')), seen.operations);
  check(
    'contacts that were there are adopted, also that of somebody else',
    isDeepStrictEqual([seen.billing, seen.security], [contactOf('Billing'), THEIRS]),
    seen,
  );
  const calls = (await account.emulator.calls()).filter(({ role }) => role === FUNCTION_ROLE);
  check(
    'the function works as its own role and is denied nothing; adopted contacts are only read',
    calls.length > 0 &&
      calls.every(({ allowed }) => allowed) &&
      calls.filter(({ action }) => action === 'account:PutAlternateContact').length === 1,
    calls.map(({ action, allowed, reason }) => ({ action, allowed, reason })),
  );
  const { noOps } = await account.emulator.report();
  check('no custom resource was only written down', !noOps.some(({ type }) => type.startsWith('Custom::')), noOps);
}

/** Update: what this stack wrote is changed; a value is never lowered. */
export async function changes(account: TestAccount): Promise<void> {
  account.synth({ minimumLength: 24, operationsPhone: '+1 614 555 0199' });
  const raised = account.deploy();
  const seen = await account.settings();
  check(
    'a longer password and a new number of the platform’s own contact are written',
    raised.status === 0 &&
      seen.policy?.MinimumPasswordLength === 24 &&
      seen.operations?.PhoneNumber === '+1 614 555 0199' &&
      isDeepStrictEqual(seen.security, THEIRS),
    raised.stderr + JSON.stringify(seen),
  );
  account.synth({ minimumLength: 14, operationsPhone: '+1 614 555 0199' });
  const lowered = account.deploy();
  const after = await account.settings();
  check(
    'a shorter password weakens nothing: the deploy succeeds, and the account keeps 24 characters',
    lowered.status === 0 && after.policy?.MinimumPasswordLength === 24,
    lowered.stderr + JSON.stringify(after.policy),
  );
}

/** Failure: a permission is gone. The event says which setting, which action and what to do; the stack goes back. */
export async function refuses(account: TestAccount): Promise<void> {
  const { AttachedPolicies } = await account.iam.listAttachedRolePolicies({
    RoleName: FUNCTION_ROLE.split('/').at(-1),
  });
  const PolicyArn = AttachedPolicies?.[0]?.PolicyArn;
  const { Policy } = await account.iam.getPolicy({ PolicyArn });
  const VersionId = Policy?.DefaultVersionId;
  const version = await account.iam.getPolicyVersion({ PolicyArn, VersionId });
  const document = JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? '')) as {
    readonly Statement: readonly { readonly Action: string | readonly string[] }[];
  };
  const weakened = {
    ...document,
    Statement: document.Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action].flat().filter((action) => action !== 'iam:UpdateAccountPasswordPolicy'),
    })),
  };
  const made = await account.iam.createPolicyVersion({
    PolicyArn,
    PolicyDocument: JSON.stringify(weakened),
    SetAsDefault: true,
  });
  account.synth({ minimumLength: 30, operationsPhone: '+1 614 555 0177' });
  const { status, stderr } = account.deploy();
  const failed = (await account.events()).find((event) => event.status === 'UPDATE_FAILED');
  check(
    'a refused action fails the deploy; the event names setting, action and fix',
    status === 3 &&
      failed?.id === 'PasswordPolicy' &&
      /^Received response status \[FAILED\] from custom resource\. Message returned: Careplane could not set IAM password policy: iam:UpdateAccountPasswordPolicy was refused .*Deploy the stack again from its template/.test(
        failed.reason,
      ),
    `exit ${status}\n${stderr}\n${JSON.stringify(failed)}`,
  );
  check(
    'without account numbers or addresses',
    !/\d{12}|@/.test(failed?.reason.replace(/RequestId.*/, '') ?? '@'),
    failed,
  );
  check('and careplane prints it', stderr.includes('could not set IAM password policy'), stderr);
  const seen = await account.settings();
  const back = await account.status();
  check(
    'the stack goes back to what it was, and so do the other settings',
    back === 'UPDATE_ROLLBACK_COMPLETE' &&
      seen.policy?.MinimumPasswordLength === 24 &&
      seen.operations?.PhoneNumber === '+1 614 555 0199',
    [back, seen],
  );
  await account.iam.setDefaultPolicyVersion({ PolicyArn, VersionId });
  await account.iam.deletePolicyVersion({ PolicyArn, VersionId: made.PolicyVersion?.VersionId });
  const again = account.deploy();
  check(
    'with the permission the same deploy succeeds',
    again.status === 0 && (await account.settings()).policy?.MinimumPasswordLength === 30,
    again.stderr,
  );
}

/** Leaving out one setting, then deletion of the stack: every setting stays. */
export async function deletes(account: TestAccount): Promise<void> {
  const before = await account.settings();
  const given = { minimumLength: 30, operationsPhone: '+1 614 555 0177' };
  account.synth({ ...given, leftOut: { ebsEncryption: 'The organization switches it on by a declarative policy.' } });
  const { status, stderr } = account.deploy();
  const removed = (await account.events()).find(({ id }) => id === 'EbsEncryption');
  check(
    'a setting that is left out leaves the stack and stays in the account',
    status === 0 && removed?.status === 'DELETE_COMPLETE' && (await account.settings()).ebs === true,
    `${stderr}${JSON.stringify(removed)}`,
  );
  const deleted = await account.deleteStack();
  check(
    'the stack is deleted, and every setting is as it was',
    deleted === 'absent' && isDeepStrictEqual(await account.settings(), before),
    [deleted, before, await account.settings()],
  );
}
