import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimate } from '../estimate';
import { readTemplates } from './read-assembly';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stack-set-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const KEY = 'Resources: { Key: { Type: AWS::KMS::Key } }';
const GROUPS = [
  { DeploymentTargets: { Accounts: ['111111111111', '222222222222'] }, Regions: ['us-east-1', 'us-west-2'] },
];

/** Estimates a template with one stack set. */
function estimated(properties: object, usage: Record<string, Record<string, number>> = {}) {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  const file = join(folder, 'templates/main.yaml');
  const body = { Resources: { Set: { Type: 'AWS::CloudFormation::StackSet', Properties: properties } } };
  writeFileSync(file, JSON.stringify(body));
  const { templates } = readTemplates(file);
  const { verdicts, totals, lines, problems } = estimate(templates, { region: 'us-east-1', usage: { usage } });
  const [set] = verdicts;
  return { set, total: totals.expected.toNumber(), stacks: lines.map(({ stack }) => stack), problems };
}

test('the template in its own text costs once in each account and region', () => {
  const { set, total, stacks } = estimated({ TemplateBody: KEY, StackInstancesGroup: GROUPS });
  expect(set).toMatchObject({
    verdict: 'free',
    reason: 'A stack set has no charge of its own; the resources of its 4 stacks are listed.',
  });
  expect(total).toBe(4);
  expect(stacks).toContain('main/Set/222222222222/us-west-2');
});

test('a file beside it with the name that ends its URL is read, with its parameters', () => {
  mkdirSync(join(folder, 'templates'));
  writeFileSync(
    join(folder, 'templates/key.yaml'),
    `Parameters: { Keys: { Type: String } }
Conditions: { Wanted: !Equals [!Ref Keys, yes] }
Resources: { Key: { Type: AWS::KMS::Key, Condition: Wanted } }`,
  );
  const TemplateURL = {
    'Fn::If': ['Test', 'https://s3.amazonaws.com/a/x/key.yaml', 'https://s3.amazonaws.com/b/x/key.yaml'],
  };
  const parameters = (ParameterValue: string) => [{ ParameterKey: 'Keys', ParameterValue }];
  const of = (value: string) => estimated({ TemplateURL, StackInstancesGroup: GROUPS, Parameters: parameters(value) });
  expect(of('yes').total).toBe(4);
  expect(of('no').total).toBe(0);
});

test('accounts of organizational units are usage', () => {
  const group = [{ DeploymentTargets: { OrganizationalUnitIds: ['ou-1'] }, Regions: ['us-east-1', 'eu-west-1'] }];
  const properties = { TemplateBody: KEY, StackInstancesGroup: group };
  expect(estimated(properties).set).toMatchObject({
    verdict: 'needs usage',
    reason: expect.stringContaining('the usage key accounts of the stack set') as string,
  });
  const given = estimated(properties, { 'AWS::CloudFormation::StackSet': { accounts: 12 } });
  expect(given.problems).toEqual([]);
  expect(given.set?.verdict).toBe('free');
  expect(given.total).toBe(24);
});

test.each([
  ['no group', { TemplateBody: KEY }, /no StackInstancesGroup/],
  ['no template', { StackInstancesGroup: GROUPS }, /it has no TemplateBody/],
  [
    'regions that only the deployment knows',
    {
      TemplateBody: KEY,
      StackInstancesGroup: [{ DeploymentTargets: { Accounts: ['1'] }, Regions: { Ref: 'Regions' } }],
    },
    /regions of this stack set are known only at deployment/,
  ],
  [
    'too many stacks',
    {
      TemplateBody: KEY,
      StackInstancesGroup: [
        {
          DeploymentTargets: { Accounts: Array.from({ length: 1001 }, (_, at) => String(at)) },
          Regions: ['us-east-1'],
        },
      ],
    },
    /more than 1,000 stacks/,
  ],
])('%s leaves it unknown, with what to do', (_, properties, reason) => {
  expect(estimated(properties).set).toMatchObject({
    verdict: 'unsupported',
    reason: expect.stringMatching(reason) as string,
  });
});
