import { DATA_TRANSFER_USAGE } from '../account/data-transfer';
import { estimate } from '../estimate';
import { ADDED_CHARGES } from '../resources/added-charges';
import { PRICED_TYPES } from '../resources/registry';
import { usageKeysOf } from '../resources/usage-keys';
import { readTemplate } from '../template/read-template';
import type { StackTemplate } from '../template/template';
import { draftYaml } from './draft-yaml';
import { MODEST_MONTH, modestMonth } from './modest-month';
import { parseUsage } from './parse-usage';
import { usageDraft } from './usage-draft';

function templateOf(resources: string): StackTemplate {
  const result = readTemplate('web.yaml', `Resources:\n${resources}`);
  if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
  return result.template;
}

/** Types with usage keys: priced ones, and free ones with a property that adds a charge. */
const TYPES = [...PRICED_TYPES.map(({ type }) => type), ...Object.keys(ADDED_CHARGES)];
const OPTIONS = { region: 'us-east-2' };
const ALL_TYPES = PRICED_TYPES.map(({ type }, index) => `  R${index}: { Type: '${type}' }`).join('\n');

it('assumes amounts only for keys that exist', () => {
  const known = new Set([
    ...TYPES.flatMap((type) => Object.keys(usageKeysOf(type)).map((key) => `${type} ${key}`)),
    ...Object.keys(DATA_TRANSFER_USAGE).map((key) => `account ${key}`),
  ]);
  const assumed = MODEST_MONTH.flatMap((amounts) => Object.keys(amounts));
  expect(assumed.filter((key) => !known.has(key))).toEqual([]);
  // Each in one table, so that no amount hides another.
  expect(assumed.filter((key, index) => assumed.indexOf(key) !== index)).toEqual([]);
  expect(modestMonth('AWS::EC2::NatGateway', 'monthlyDataProcessedGb')).toEqual({
    amount: 20,
    why: 'calls to other systems, and updates',
  });
});

it('assumes an amount for each charge that a property adds, so that a draft leaves none out', () => {
  const added = Object.entries(ADDED_CHARGES).flatMap(([type, rows]) =>
    rows.flatMap(({ charges }) => charges.map(({ key }) => [type, key] as const)),
  );
  expect(added.filter(([type, key]) => modestMonth(type, key) === undefined)).toEqual([]);
});

it('writes a file that estimate accepts, with every key of every type, after which no usage is missing', () => {
  const templates = [templateOf(ALL_TYPES)];
  const draft = usageDraft(templates, OPTIONS);
  const text = draftYaml(draft, 'careplane-cost estimate web.yaml');
  const { usage, problems } = parseUsage('usage.yaml', text);
  expect(problems).toEqual([]);
  const priced = estimate(templates, { ...OPTIONS, usage });
  expect(priced.problems).toEqual([]);
  expect(priced.totals.expected.toString()).toBe(draft.after.totals.expected.toString());
  expect(draft.after.lines.filter(({ isUsageMissing }) => isUsageMissing)).toEqual([]);
  for (const { address, keys } of draft.addresses) {
    for (const { key } of keys) expect([address, text.includes(`${key}: `)]).toEqual([address, true]);
  }
  expect(text.split('\n').filter((line) => /\s$/.test(line))).toEqual([]);
});

it('begins with what costs most, gives each amount its reason, and shows the rest as comments', () => {
  const templates = [
    templateOf(`  Nat: { Type: 'AWS::EC2::NatGateway' }
  Logs: { Type: 'AWS::Logs::LogGroup' }
  Key: { Type: 'AWS::KMS::Key' }`),
  ];
  expect(`\n${draftYaml(usageDraft(templates, OPTIONS), 'careplane-cost estimate web.yaml')}`).toMatchInlineSnapshot(`
    "
    # The usage of a month, for: careplane-cost estimate web.yaml
    # Every amount is an assumption for a modest month. Replace it with your own
    # figure, or with last month's: careplane-cost usage learn.
    # Fixed are 37.50 USD a month; with these amounts 41.44, 41.44 as expected.
    # An amount under a type counts for each of its resources. Under a stack, a
    # construct path or the beginning of one it counts for the resources there, and
    # wins over the type. A value is a number or { low: 1, expected: 2, high: 3 }.
    usage:
      # account/us-east-2: 2.30 USD a month with these amounts.
      "account":
        # GB sent to the internet: a million answers of 20 KB
        monthlyOutboundInternetGb: 20
        # GB sent between availability zones; charged on both sides: the same bytes
        # once between zones
        monthlyIntraRegionGb: 20
        # GB sent to other regions: copies of backups
        monthlyOutboundOtherRegionsGb: 5
        # GB sent between us-east-1 and us-east-2: nothing is copied there
        monthlyOutboundUsEastToUsEastGb: 0
      # Nat: 0.90 USD a month with these amounts.
      "AWS::EC2::NatGateway":
        # GB that pass through the gateway, both ways: calls to other systems, and
        # updates
        monthlyDataProcessedGb: 20
      # Logs: 0.59 USD a month with these amounts.
      "AWS::Logs::LogGroup":
        # GB that programs write; vended logs belong to the resource that sends
        # them: a million lines of 1 KB
        monthlyDataIngestedGb: 1
        # GB kept, compressed, on average: a year of 1 GB a month, compressed to a
        # sixth
        storageGb: 2
        # GB that Logs Insights queries read: a few queries a week
        monthlyDataScannedGb: 5
      # Key: 0.15 USD a month with these amounts.
      "AWS::KMS::Key":
        # requests to the key: data keys are cached for minutes
        monthlyRequests: 50000
        # monthlyEccKeyPairRequests: (requests GenerateDataKeyPair for ECC keys)
        # monthlyRsaKeyPairRequests: (requests GenerateDataKeyPair for RSA keys)
    "
  `);
});

it('of templates without usage is a file without addresses', () => {
  const text = draftYaml(usageDraft([templateOf(`  R: { Type: 'AWS::IAM::Role' }`)], OPTIONS), 'x');
  expect(parseUsage('usage.yaml', text)).toMatchObject({ usage: { usage: {} }, problems: [] });
});

it('has a stack set whose accounts only AWS knows, and stays a usage file when its comment is made a key', () => {
  const body = 'Resources: { Key: { Type: AWS::KMS::Key } }';
  const group = '{ DeploymentTargets: { OrganizationalUnitIds: [ou] }, Regions: [us-east-2] }';
  const template = templateOf(
    `  Keys: { Type: AWS::CloudFormation::StackSet, Properties: { TemplateBody: "${body}", StackInstancesGroup: [${group}] } }`,
  );
  const text = draftYaml(usageDraft([template], OPTIONS), 'careplane-cost estimate web.yaml');
  expect(parseUsage('usage.yaml', text).problems).toEqual([]);
  const filledIn = text.replace(/# accounts: .*/, 'accounts: 10');
  expect(filledIn).not.toBe(text);
  expect(parseUsage('usage.yaml', filledIn)).toMatchObject({
    problems: [],
    usage: { usage: { 'AWS::CloudFormation::StackSet': { accounts: 10 } } },
  });
});
