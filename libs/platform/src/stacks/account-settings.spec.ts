import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Contacts, Governance, PlatformModel } from '@careplane/config';
import { addAccountSettings } from './account-settings';

const contact = (team: string) => ({ name: team, title: team, email: `${team}@acme.example`, phone: '+1 555 0100' });
const contacts: Contacts = {
  operations: contact('operations'),
  billing: contact('billing'),
  security: contact('security'),
};
const reason = 'The organization sets it for every account.';

function typesOf(isAccountHome: boolean, leftOut: Governance['accountSettings']['leftOut'] = {}) {
  const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'eu-west-1' } });
  const settings = {
    enabled: true,
    leftOut,
    passwordPolicy: { minimumLength: 16, reusePrevention: 24, maximumAgeDays: 90 },
  };
  const place = { account: '111122223333', region: 'eu-west-1', id: 'Test', isHome: false, isAccountHome };
  const platform = { name: 'acme' } as PlatformModel;
  const made = addAccountSettings(stack, platform, place, { settings, contacts, logKey: new Key(stack, 'Key') });
  const template = Template.fromStack(stack);
  const types = Object.values(template.toJSON()['Resources'] as Record<string, { Type: string }>).map(
    ({ Type }) => Type,
  );
  return { template, made, types: types.filter((type) => type.startsWith('Custom::')) };
}

test('the first region of an account has all settings, with the values of the configuration', () => {
  const { template, types } = typesOf(true);
  expect(types).toHaveLength(10);
  template.hasResourceProperties('Custom::CareplanePasswordPolicy', { MinimumPasswordLength: 16 });
  template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'acme-account-settings-eu-west-1' });
});

test('another region has its own settings only: the others are the account’s', () => {
  const { types, made } = typesOf(false);
  expect(types.sort()).toEqual([
    'Custom::CareplaneEbsEncryption',
    'Custom::CareplaneImagePublicAccessBlock',
    'Custom::CareplaneInspector',
    'Custom::CareplaneInstanceMetadataDefaults',
    'Custom::CareplaneSnapshotPublicAccessBlock',
  ]);
  expect(made.leftOut.get('passwordPolicy')).toMatch(/first region of the account/);
});

test('what the configuration leaves out is not made, and its reason is reported', () => {
  const { types, made } = typesOf(true, { contacts: reason, inspector: reason });
  expect(types).toHaveLength(6);
  expect(types).not.toContain('Custom::CareplaneAlternateContact');
  expect(made.leftOut.get('security')).toBe(reason);
  expect(made.leftOut.get('inspector')).toBe(reason);
});
