import { alternateContact } from './alternate-contact';
import type { AlternateContactType } from './alternate-contact';
import { ebsEncryption } from './ebs-encryption';
import { imagePublicAccess } from './image-public-access';
import { INSPECTOR_RESOURCE_TYPES, inspector } from './inspector';
import type { InspectorResourceType } from './inspector';
import { instanceMetadata } from './instance-metadata';
import { passwordPolicy } from './password-policy';
import { s3PublicAccess } from './s3-public-access';
import { snapshotPublicAccess } from './snapshot-public-access';
import type { Setting, SettingProperties } from './setting';

/** A setting that is not made, and why: for example, because another stack or the organization makes it. */
export interface LeftOut {
  readonly leftOut: string;
}

export interface InspectorProps {
  /** @default ['ECR'] */
  readonly resourceTypes?: readonly InspectorResourceType[];
}

export interface InstanceMetadataProps {
  /**
   * Hops that an answer of the metadata service may travel, 1 to 64. Containers of an instance need 2.
   *
   * @default - the default of the account stays as it is
   */
  readonly hopLimit?: number;
}

/** The least that passwords of IAM users have to meet. Stricter values of the account are kept. */
export interface PasswordPolicyProps {
  /** Characters, 6 to 128. @default 14 */
  readonly minimumLength?: number;
  /** Former passwords that cannot be used again, 1 to 24. @default 24 */
  readonly reusePrevention?: number;
  /** Days until a password expires, 1 to 1095. @default 90 */
  readonly maximumAgeDays?: number;
}

export interface AlternateContactProps {
  /** Person or team, up to 64 characters. */
  readonly name: string;
  /** Up to 50 characters. */
  readonly title: string;
  readonly email: string;
  /** Up to 25 digits, spaces and `+ - ( )`. */
  readonly phone: string;
}

/** Which settings are made, and with which values. */
export interface AccountSettingsChoice {
  /** Amazon Inspector, in this region. @default - scans images in ECR */
  readonly inspector?: InspectorProps | LeftOut;
  /** EBS encryption by default, in this region. @default - on */
  readonly ebsEncryption?: LeftOut;
  /** IMDSv2 by default, in this region. @default - on */
  readonly instanceMetadata?: InstanceMetadataProps | LeftOut;
  /** Block of public AMIs, in this region. @default - on */
  readonly imagePublicAccess?: LeftOut;
  /** Block of public EBS snapshots, in this region. @default - on */
  readonly snapshotPublicAccess?: LeftOut;
  /** Public access block of the account. @default - on */
  readonly s3PublicAccess?: LeftOut;
  /** Password policy of the account. @default - that of FSBP IAM.7 with 14 characters */
  readonly passwordPolicy?: PasswordPolicyProps | LeftOut;
  /** Alternate contacts of the account: no one else can know them. */
  readonly contacts: {
    readonly operations: AlternateContactProps | LeftOut;
    readonly billing: AlternateContactProps | LeftOut;
    readonly security: AlternateContactProps | LeftOut;
  };
}

/** A setting with its values, as a resource of a template. */
export interface WantedSetting {
  /** Construct id. */
  readonly id: string;
  readonly setting: Setting;
  readonly type: string;
  readonly properties: SettingProperties;
}

/** Settings that are left out, by the names of their props, with the reasons. */
export function leftOutSettings(choice: AccountSettingsChoice): ReadonlyMap<string, string> {
  const named = Object.entries({ ...choice, ...choice.contacts });
  return new Map(named.flatMap(([name, value]) => (isLeftOut(value) ? [[name, value.leftOut] as const] : [])));
}

function isLeftOut(value: unknown): value is LeftOut {
  return typeof value === 'object' && value !== null && 'leftOut' in value;
}

/**
 * The settings that are not left out.
 *
 * @throws Error when a value is outside AWS's limits, or a reason is empty
 */
export function wantedSettings(choice: AccountSettingsChoice): WantedSetting[] {
  const { contacts } = choice;
  return [
    wanted('Inspector', inspector, choice.inspector, inspectorProperties),
    wanted('EbsEncryption', ebsEncryption, choice.ebsEncryption, () => ({})),
    wanted('InstanceMetadata', instanceMetadata, choice.instanceMetadata, metadataProperties),
    wanted('ImagePublicAccess', imagePublicAccess, choice.imagePublicAccess, () => ({})),
    wanted('SnapshotPublicAccess', snapshotPublicAccess, choice.snapshotPublicAccess, () => ({})),
    wanted('S3PublicAccess', s3PublicAccess, choice.s3PublicAccess, () => ({})),
    wanted('PasswordPolicy', passwordPolicy, choice.passwordPolicy, passwordProperties),
    wanted('OperationsContact', alternateContact, contacts.operations, contactProperties('OPERATIONS')),
    wanted('BillingContact', alternateContact, contacts.billing, contactProperties('BILLING')),
    wanted('SecurityContact', alternateContact, contacts.security, contactProperties('SECURITY')),
  ].flat();
}

function wanted<T extends object>(
  id: string,
  setting: Setting,
  value: T | LeftOut | undefined,
  propertiesOf: (value: T) => SettingProperties,
): WantedSetting[] {
  if (isLeftOut(value)) {
    if (value.leftOut.trim() === '') throw new Error(`${id} is left out without a reason; say why`);
    return [];
  }
  return [{ id, setting, type: setting.type, properties: propertiesOf(value ?? ({} as T)) }];
}

function inspectorProperties({ resourceTypes = ['ECR'] }: InspectorProps): SettingProperties {
  const unknown = resourceTypes.filter((type) => !INSPECTOR_RESOURCE_TYPES.includes(type));
  if (unknown.length > 0 || resourceTypes.length === 0) {
    throw new Error(
      `resourceTypes of inspector is [${resourceTypes.join(', ')}]; allowed are ${INSPECTOR_RESOURCE_TYPES.join(', ')}, at least one`,
    );
  }
  return { ResourceTypes: [...resourceTypes].sort() };
}

function metadataProperties({ hopLimit }: InstanceMetadataProps): SettingProperties {
  return hopLimit === undefined ? {} : { HopLimit: between('hopLimit', hopLimit, 1, 64) };
}

/** FSBP IAM.7 asks for 8 characters or more, CIS 1.8 for 14. */
function passwordProperties(props: PasswordPolicyProps): SettingProperties {
  return {
    MinimumPasswordLength: between('minimumLength', props.minimumLength ?? 14, 6, 128),
    PasswordReusePrevention: between('reusePrevention', props.reusePrevention ?? 24, 1, 24),
    MaxPasswordAge: between('maximumAgeDays', props.maximumAgeDays ?? 90, 1, 1095),
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    AllowUsersToChangePassword: true,
  };
}

function between(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} is ${value}; allowed is a whole number from ${least} to ${most}`);
}

/** Limits of PutAlternateContact. https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
const CONTACT_LIMITS: Readonly<Record<keyof AlternateContactProps, { readonly most: number; readonly form: RegExp }>> =
  {
    name: { most: 64, form: /\S/ },
    title: { most: 50, form: /\S/ },
    email: { most: 254, form: /^[\w+=.#|!&-]+@[\w.-]+\.\w+$/ },
    phone: { most: 25, form: /^[\s0-9()+-]+$/ },
  };

function contactProperties(type: AlternateContactType): (props: AlternateContactProps) => SettingProperties {
  return (props) => {
    for (const [field, { most, form }] of Object.entries(CONTACT_LIMITS)) {
      const value = props[field as keyof AlternateContactProps];
      if (value.length > most || !form.test(value)) {
        throw new Error(
          `${field} of the ${type.toLowerCase()} contact is "${value}"; allowed are 1 to ${most} characters of the form ${form.source}`,
        );
      }
    }
    const { name, title, email, phone } = props;
    return { ContactType: type, Name: name, Title: title, EmailAddress: email, PhoneNumber: phone };
  };
}
