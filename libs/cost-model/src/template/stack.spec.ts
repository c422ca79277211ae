import { readAccount } from './account';
import { readTemplate } from './read-template';
import type { StackTemplate, TemplateBody } from './template';

function account(body: TemplateBody, parameters: Record<string, string> = {}, text = JSON.stringify(body)) {
  const template: StackTemplate = { stack: 'stack', file: 'stack.json', text, body };
  return readAccount([template], { region: 'us-east-2', parameters });
}

const idsOf = ({ resources }: ReturnType<typeof account>) => resources.map(({ logicalId }) => logicalId);

test('conditions leave resources out, and parameters bring them in', () => {
  const body: TemplateBody = {
    Parameters: { Public: { Type: 'String', Default: 'no' } },
    Conditions: { IsPublic: { 'Fn::Equals': [{ Ref: 'Public' }, 'yes'] } },
    Resources: { Always: { Type: 'A' }, Address: { Type: 'B', Condition: 'IsPublic' } },
  };
  expect(idsOf(account(body))).toEqual(['Always']);
  expect(account(body).leftOut).toMatchObject([{ logicalId: 'Address', condition: 'IsPublic' }]);
  expect(idsOf(account(body, { Public: 'yes' }))).toEqual(['Always', 'Address']);
});

test('a condition that cannot be decided keeps its resource, and says so', () => {
  const body: TemplateBody = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { Production: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } },
    Resources: { Address: { Type: 'B', Condition: 'Production' } },
  };
  const read = account(body);
  expect(idsOf(read)).toEqual(['Address']);
  expect(read.notes()).toEqual([expect.stringMatching(/^stack\/Address is counted, although .* Stage has no default/)]);
});

test('the image that the pipeline sets is assumed to be there, unless a person says otherwise', () => {
  const body: TemplateBody = {
    Parameters: { ImageDigest: { Type: 'String', Default: '' } },
    Conditions: { HasImage: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ImageDigest' }, ''] }] } },
    Resources: { Service: { Type: 'AWS::ECS::Service', Condition: 'HasImage' } },
  };
  expect(idsOf(account(body))).toEqual(['Service']);
  expect(account(body).notes()[0]).toMatch(/assumes that the first image of the service is deployed/);
  expect(idsOf(account(body, { ImageDigest: '' }))).toEqual([]);
});

test('loops are written out, inside each other too', () => {
  const loop = {
    Resources: {
      'Fn::ForEach::Zones': [
        'Zone',
        ['a', 'b'],
        {
          'Fn::ForEach::Kinds': [
            'Kind',
            { Ref: 'Kinds' },
            {
              'Address${Zone}${Kind}': {
                Type: 'AWS::EC2::EIP',
                Properties: { Tags: [{ Key: 'Name', Value: { 'Fn::Sub': '${Zone}' } }] },
              },
            },
          ],
        },
      ],
    },
    Parameters: { Kinds: { Type: 'CommaDelimitedList', Default: 'x,y' } },
  };
  expect(idsOf(account(loop as unknown as TemplateBody))).toEqual(['Addressax', 'Addressay', 'Addressbx', 'Addressby']);
});

test('in names, &{Id} stands for the letters and digits of an item', () => {
  const loop = {
    Resources: { 'Fn::ForEach::A': ['X', ['10.0.0.0/24'], { 'Net&{X}': { Type: 'T', Properties: { Cidr: '${X}' } } }] },
  };
  const [resource] = account(loop as unknown as TemplateBody).resources;
  expect([resource?.logicalId, resource?.text('Cidr')]).toEqual(['Net1000024', '10.0.0.0/24']);
});

test('a loop over a list that is not known is reported', () => {
  const loop = {
    Resources: { 'Fn::ForEach::A': ['X', { Ref: 'Given' }, { 'A${X}': { Type: 'T' } }] },
    Parameters: { Given: { Type: 'CommaDelimitedList' } },
  };
  const read = account(loop as unknown as TemplateBody);
  expect(read.resources.map(({ logicalId, type }) => [logicalId, type])).toEqual([['Fn::ForEach::A', 'Fn::ForEach']]);
  expect(read.notes()[0]).toMatch(/Fn::ForEach::A is not expanded/);
});

test.each([
  ['Mine', ['Transform Mine']],
  [
    ['AWS::LanguageExtensions', { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } }],
    ['Transform AWS::Include'],
  ],
  [['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'], []],
  [{ Name: 7 }, []],
])('what the transform %j adds unseen is of unknown cost', (Transform, expected) => {
  const read = account({ Transform, Resources: {} } as unknown as TemplateBody);
  expect(read.resources.map(({ logicalId }) => logicalId)).toEqual(expected);
});

test('a macro at the root, in a resource, or beside its properties adds what is not known', () => {
  const macro = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } };
  const Resources = {
    Beside: { Type: 'T', Properties: { Size: 1, ...macro } },
    Inside: { Type: 'T', ...macro },
    Whole: { Type: 'T', Properties: macro },
    Deeper: { Type: 'T', Properties: { Body: macro } },
    Empty: { Type: 'T', Properties: null },
  };
  const read = account({ ...macro, Resources } as unknown as TemplateBody);
  const unread = read.resources.filter(({ type }) => type === 'Fn::Transform');
  expect(unread.map(({ logicalId }) => logicalId)).toEqual([
    'Transform AWS::Include',
    'Transform Beside',
    'Transform Inside',
  ]);
});

test('what one stack exports, another imports', () => {
  const one = {
    Resources: {},
    Outputs: {
      Size: { Value: { 'Fn::Sub': 'db.t3.large' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-size' } } },
    },
  };
  const two = {
    Resources: {
      Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: { 'Fn::ImportValue': 'one-size' } } },
    },
  };
  const templates = [two, one].map((body, index) => ({
    stack: ['two', 'one'][index] ?? '',
    file: 'f',
    text: '',
    body: body as TemplateBody,
  }));
  const { resources } = readAccount(templates, { region: 'us-east-2', parameters: {} });
  expect(resources[0]?.text('DBInstanceClass')).toBe('db.t3.large');
});

test('exports that import each other stay holes', () => {
  const output = (name: string, other: string) => ({
    Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: { 'Fn::ImportValue': other } } } },
    Outputs: { Out: { Value: { 'Fn::ImportValue': other }, Export: { Name: name } } },
  });
  const templates = [output('a', 'b'), output('b', 'a')].map((body, index) => ({
    stack: `s${index}`,
    file: 'f',
    text: '',
    body,
  }));
  const { resources } = readAccount(templates, { region: 'us-east-2', parameters: {} });
  expect(resources[0]?.text('DBInstanceClass')).toBeUndefined();
});

test('nested stacks get their parameters from their parent', () => {
  const child = {
    stack: 'stack/Child',
    file: 'c',
    text: '',
    body: {
      Parameters: { Size: { Type: 'String' } },
      Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: { Ref: 'Size' } } } },
    },
  };
  const body: TemplateBody = {
    Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Size: 'db.m5.large' } } } },
  };
  const { resources, stacks } = readAccount([{ stack: 'stack', file: 'p', text: '', body, nested: { Child: child } }], {
    region: 'us-east-2',
    parameters: {},
  });
  expect(resources[1]?.text('DBInstanceClass')).toBe('db.m5.large');
  expect(stacks.has('stack/Child')).toBe(true);
});

test('a circle of references is a problem with its line', () => {
  const text =
    '{ "Resources": {\n  "A": { "Type": "T", "Properties": { "x": { "Fn::Sub": "${B.Arn}" } } },\n  "B": { "Type": "T", "DependsOn": ["C"] },\n  "C": { "Type": "T", "Properties": { "y": { "Ref": "A" } } }\n} }';
  const read = account(JSON.parse(text) as TemplateBody, {}, text);
  expect(read.problems).toMatchObject([{ file: 'stack.json', line: 2, path: 'Resources.A', given: 'A → B → C → A' }]);
});

test.each([
  ['Fn::GetAtt', { 'Fn::GetAtt': ['A', 'Arn'] }],
  ['Fn::GetAtt, short', { 'Fn::GetAtt': 'A.Arn' }],
  ['Ref, deep inside', [{ x: [{ Ref: 'A' }] }]],
])('%s makes a circle too', (_, value) => {
  const body = { Resources: { A: { Type: 'T', DependsOn: 'B' }, B: { Type: 'T', Properties: { value } } } };
  expect(account(body).problems).toMatchObject([{ given: 'A → B → A' }]);
});

test('a name of its own in Fn::Sub is no reference', () => {
  const body = { Resources: { A: { Type: 'T', Properties: { x: { 'Fn::Sub': ['${A}', { A: 1 }] } } } } };
  expect(account(body).problems).toEqual([]);
});

test.each([
  [
    'more than 500 resources',
    Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`R${index}`, { Type: 'T' }])),
    '501',
  ],
  ['more than a megabyte', { Large: { Type: 'T', Metadata: { text: 'x'.repeat(1_000_001) } } }, '1,000,0'],
])('%s are a problem', (_, resources, given) => {
  const [problem] = account({ Resources: resources }).problems;
  expect(problem?.given).toContain(given);
  expect(problem?.fix).toMatch(/Split/);
});

test.each([
  ['not valid JSON', '{ "Resources": {\n "A": }', 2, /not valid JSON/],
  ['broken YAML', 'Resources:\n  A: [1\n', 2, /not valid YAML/],
  ['no template', 'hello', 1, /not a CloudFormation template/],
  ['an empty file', '', 1, /not a CloudFormation template/],
  ['resources that are no map', 'Resources: 1', 1, /not a CloudFormation template/],
])('%s is a problem with its line', (_, text, line, message) => {
  const result = readTemplate('x.yaml', text);
  expect('problems' in result && result.problems[0]).toMatchObject({
    file: 'x.yaml',
    line: expect.any(Number) as number,
  });
  expect('problems' in result && result.problems[0]?.message).toMatch(message);
  expect('problems' in result && (result.problems[0]?.line ?? 0)).toBeGreaterThanOrEqual(line);
});

test('quoted texts need not be indented where they go on, and the last of two equal keys counts', () => {
  const text = "Resources:\n  A:\n    Type: T\n    Properties:\n      x: 'one\n  two'\n      y: 1\n      y: 2\n";
  const result = readTemplate('t.yaml', text);
  expect('template' in result && result.template.body.Resources?.['A']?.Properties).toEqual({ x: 'one two', y: 2 });
});

test('brackets need not be indented where they go on: CloudFormation reads such templates', () => {
  const text =
    'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy: {\n        Version: "2012-10-17",\n        Statement: []\n    }\n  Other:\n    Type: T\n';
  const result = readTemplate('t.yaml', text);
  expect('template' in result && result.template.body.Resources).toEqual({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } } },
    Other: { Type: 'T' },
  });
});

test('short forms of YAML are the functions that they stand for', () => {
  const text =
    'Resources:\n  A:\n    Type: T\n    Properties: { x: !Join ["-", [a, !Sub "${AWS::Region}"]], y: !If [C, 1, !Ref "AWS::NoValue"], N: 1 }\nConditions: { C: !Equals [a, b] }\n';
  const result = readTemplate('dir/web.template.yaml', text);
  if (!('template' in result)) throw new Error('not read');
  expect(result.template.stack).toBe('web');
  const [resource] = readAccount([result.template], { region: 'us-east-2', parameters: {} }).resources;
  expect([resource?.text('x'), resource?.value('y'), resource?.text('N')]).toEqual(['a-us-east-2', undefined, '1']);
});
