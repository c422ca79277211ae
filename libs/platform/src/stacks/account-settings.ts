import type { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { AccountSettings } from '@careplane/governance';
import type { LeftOut } from '@careplane/governance';
import { accountSettingsRoleName, platformPath } from '@careplane/config';
import type { AccountSettingName, Contacts, Governance, PlatformModel } from '@careplane/config';
import type { BaselinePlace } from '../baseline-places';

/** Settings that an account has once; they are made in the first region of the account. */
const ONCE: readonly AccountSettingName[] = ['s3PublicAccess', 'passwordPolicy', 'contacts'];

export interface AccountSettingsInputs {
  readonly settings: Governance['accountSettings'];
  readonly contacts: Contacts;
  readonly logKey: IKey;
}

/** The settings of an account and region, as the configuration asks for them. */
export function addAccountSettings(
  stack: Stack,
  platform: PlatformModel,
  place: BaselinePlace,
  { settings, contacts, logKey }: AccountSettingsInputs,
): AccountSettings {
  const leftOut = (name: AccountSettingName): LeftOut | undefined => {
    const reason = settings.leftOut[name];
    if (reason !== undefined) return { leftOut: reason };
    if (place.isAccountHome || !ONCE.includes(name)) return undefined;
    return { leftOut: 'The baseline in the first region of the account sets it for the whole account.' };
  };
  const given = (
    [
      'inspector',
      'ebsEncryption',
      'instanceMetadata',
      'imagePublicAccess',
      'snapshotPublicAccess',
      's3PublicAccess',
    ] as const
  ).map((name) => [name, leftOut(name)] as const);
  const { operations, billing, security } = contacts;
  const none = leftOut('contacts');
  return new AccountSettings(stack, 'Settings', {
    roleName: accountSettingsRoleName(platform.name, place.region),
    logGroupName: platformPath(platform.name, 'baseline', 'account-settings'),
    logKey,
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    passwordPolicy: leftOut('passwordPolicy') ?? settings.passwordPolicy,
    contacts:
      none === undefined ? { operations, billing, security } : { operations: none, billing: none, security: none },
  });
}
