import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { testStack } from '../testing/stack';
import { AccountSettings } from './account-settings';
import type { AccountSettingsProps } from './account-settings';
import { SETTINGS } from './settings';

const contact = (team: string) => ({
  name: `${team} team`,
  title: team,
  email: `${team.toLowerCase()}@acme.example`,
  phone: '+1 555 0100',
});
const CONTACTS = {
  operations: contact('Operations'),
  billing: contact('Billing'),
  security: contact('Security'),
};
const leftOut = { leftOut: 'the landing zone of the organization sets it for every account' };

function synthesize(props: Partial<AccountSettingsProps> = {}) {
  const stack = testStack();
  const settings = new AccountSettings(stack, 'Settings', {
    roleName: 'acme-account-settings',
    logGroupName: '/careplane/acme/baseline/account-settings',
    logKey: new Key(stack, 'Key'),
    contacts: CONTACTS,
    ...props,
  });
  return { settings, template: Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statementsOf(template: Template): Statement[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  return policy?.['Properties'].PolicyDocument.Statement;
}

const { settings, template } = synthesize();

test('every setting is a resource of one function', () => {
  const types = SETTINGS.map(({ type }) => type);
  for (const type of types) {
    const found = Object.values(template.findResources(type));
    expect(found).toHaveLength(type === 'Custom::CareplaneAlternateContact' ? 3 : 1);
    for (const { Properties } of found) {
      expect(Properties.ServiceToken).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^SettingsFunction/), 'Arn'] });
      expect(Properties.ServiceTimeout).toBe('1200');
    }
  }
  template.resourceCountIs('AWS::Lambda::Function', 1);
  expect([...settings.resources.keys()]).toHaveLength(10);
});

test('the password policy is the one of FSBP IAM.7 with 14 characters', () => {
  template.hasResourceProperties('Custom::CareplanePasswordPolicy', {
    MinimumPasswordLength: 14,
    PasswordReusePrevention: 24,
    MaxPasswordAge: 90,
    RequireSymbols: true,
  });
});

test('the function writes its log into an encrypted group that is kept for six years', () => {
  template.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { RetentionInDays: 2192, KmsKeyId: Match.anyValue() },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^SettingsLog') } },
  });
});

test('the role may do what the settings need, and nothing else', () => {
  expect(statementsOf(template).map(({ Sid, Action, Condition }) => [Sid, Action, Condition])).toEqual([
    ['Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], undefined],
    [
      'SettingsOfTheRegion',
      [
        'ec2:EnableEbsEncryptionByDefault',
        'ec2:EnableImageBlockPublicAccess',
        'ec2:EnableSnapshotBlockPublicAccess',
        'ec2:GetEbsEncryptionByDefault',
        'ec2:GetImageBlockPublicAccessState',
        'ec2:GetInstanceMetadataDefaults',
        'ec2:GetSnapshotBlockPublicAccessState',
        'ec2:ModifyInstanceMetadataDefaults',
        'inspector2:BatchGetAccountStatus',
        'inspector2:Enable',
      ],
      { StringEquals: { 'aws:RequestedRegion': 'us-east-2' } },
    ],
    [
      'SettingsOfTheAccount',
      [
        'iam:GetAccountPasswordPolicy',
        'iam:UpdateAccountPasswordPolicy',
        's3:GetAccountPublicAccessBlock',
        's3:PutAccountPublicAccessBlock',
      ],
      undefined,
    ],
    [
      'Contacts',
      ['account:GetAlternateContact', 'account:PutAlternateContact'],
      { 'ForAnyValue:StringEquals': { 'account:AlternateContactTypes': ['OPERATIONS', 'BILLING', 'SECURITY'] } },
    ],
    [
      'RoleOfInspector',
      'iam:CreateServiceLinkedRole',
      { StringEquals: { 'iam:AWSServiceName': 'inspector2.amazonaws.com' } },
    ],
  ]);
});

test('a setting that is left out has neither a resource nor a permission, and its reason is reported', () => {
  const without = synthesize({
    inspector: leftOut,
    ebsEncryption: leftOut,
    imagePublicAccess: leftOut,
    snapshotPublicAccess: leftOut,
    instanceMetadata: leftOut,
    contacts: { ...CONTACTS, billing: leftOut, security: leftOut },
  });
  expect(statementsOf(without.template).map(({ Sid }) => Sid)).toEqual(['Log', 'SettingsOfTheAccount', 'Contacts']);
  expect(JSON.stringify(statementsOf(without.template))).not.toContain('SECURITY');
  without.template.resourceCountIs('Custom::CareplaneInspector', 0);
  expect([...without.settings.leftOut.keys()].sort()).toEqual([
    'billing',
    'ebsEncryption',
    'imagePublicAccess',
    'inspector',
    'instanceMetadata',
    'security',
    'snapshotPublicAccess',
  ]);
});

test('resources wait for the policy: a function without permissions would fail them', () => {
  const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
  for (const { type } of SETTINGS) {
    for (const { DependsOn } of Object.values(template.findResources(type))) expect(DependsOn).toContain(policy);
  }
});

test.each<[what: string, props: Partial<AccountSettingsProps>, message: RegExp]>([
  [
    'a hop limit of 65',
    { instanceMetadata: { hopLimit: 65 } },
    /hopLimit is 65; allowed is a whole number from 1 to 64/,
  ],
  ['passwords of 5 characters', { passwordPolicy: { minimumLength: 5 } }, /minimumLength is 5; .* 6 to 128/],
  ['25 former passwords', { passwordPolicy: { reusePrevention: 25 } }, /reusePrevention is 25; .* 1 to 24/],
  ['a password without an end', { passwordPolicy: { maximumAgeDays: 0 } }, /maximumAgeDays is 0; .* 1 to 1095/],
  ['nothing to scan', { inspector: { resourceTypes: [] } }, /resourceTypes of inspector is \[\]; allowed are EC2, ECR/],
  ['an empty reason', { ebsEncryption: { leftOut: ' ' } }, /EbsEncryption is left out without a reason/],
  [
    'an address without a domain',
    { contacts: { ...CONTACTS, billing: { ...contact('Billing'), email: 'billing' } } },
    /email of the billing contact is "billing"/,
  ],
  [
    'letters in a phone number',
    { contacts: { ...CONTACTS, security: { ...contact('Security'), phone: 'ask us' } } },
    /phone of the security contact is "ask us"/,
  ],
])('%s is refused', (_, props, message) => {
  expect(() => synthesize(props)).toThrow(message);
});
