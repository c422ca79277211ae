import type { Setting, SettingPlan, SettingProperties } from './setting';

/** Contacts that an account can have beside the owner of the root user. */
export const ALTERNATE_CONTACT_TYPES = ['BILLING', 'OPERATIONS', 'SECURITY'] as const;
export type AlternateContactType = (typeof ALTERNATE_CONTACT_TYPES)[number];

const FIELDS = ['Name', 'Title', 'EmailAddress', 'PhoneNumber'] as const;

/** A contact by AWS's own names. Every field is required. */
export type AlternateContactFields = Readonly<Record<(typeof FIELDS)[number], string>>;

/**
 * Calls that write a contact. A contact that is there and that this stack has not written itself is kept: someone else relies on
 * it, and a mail about the account must not go astray.
 *
 * @param previous the contact that this stack wrote before
 */
export function alternateContactPlan(
  type: AlternateContactType,
  wanted: AlternateContactFields,
  found: AlternateContactFields | undefined,
  previous?: AlternateContactFields,
): SettingPlan {
  if (found !== undefined && isSame(found, wanted)) return { calls: [], kept: [] };
  if (found !== undefined && !(previous !== undefined && isSame(found, previous))) {
    const title = type.toLowerCase();
    return {
      calls: [],
      kept: [`the account has another ${title} contact, which stays. To replace it, delete it in the account first`],
    };
  }
  const input = { AlternateContactType: type, ...wanted };
  const action = 'account:PutAlternateContact';
  return { calls: [{ service: 'account', operation: 'PutAlternateContact', action, input }], kept: [] };
}

function isSame(a: AlternateContactFields, b: AlternateContactFields): boolean {
  return FIELDS.every((field) => comparable(field, a[field]) === comparable(field, b[field]));
}

function comparable(field: (typeof FIELDS)[number], value: string): string {
  return field === 'EmailAddress' ? value.trim().toLowerCase() : value.trim();
}

function typeOf(properties: SettingProperties): AlternateContactType {
  return properties['ContactType'] as AlternateContactType;
}

function fieldsOf(values: SettingProperties): AlternateContactFields {
  return Object.fromEntries(FIELDS.map((field) => [field, String(values[field] ?? '')])) as AlternateContactFields;
}

/**
 * Whom AWS writes to about operations, billing and security: 45 CFR 164.308(a)(2) and 164.308(a)(6)(ii), FSBP Account.1, CIS 1.2.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export const alternateContact: Setting = {
  type: 'Custom::CareplaneAlternateContact',
  title: 'alternate contact',
  id: (properties) => `alternate-contact-${typeOf(properties).toLowerCase()}`,
  actions: ['account:GetAlternateContact', 'account:PutAlternateContact'],
  scope: 'account',
  reads: (properties) => [
    {
      service: 'account',
      operation: 'GetAlternateContact',
      action: 'account:GetAlternateContact',
      input: { AlternateContactType: typeOf(properties) },
      noneOn: 'ResourceNotFoundException',
    },
  ],
  plan: ({ properties, previous, answers: [answer] }) => {
    const found = (answer as { readonly AlternateContact?: SettingProperties } | undefined)?.AlternateContact;
    return alternateContactPlan(
      typeOf(properties),
      fieldsOf(properties),
      found === undefined ? undefined : fieldsOf(found),
      previous === undefined ? undefined : fieldsOf(previous),
    );
  },
};
