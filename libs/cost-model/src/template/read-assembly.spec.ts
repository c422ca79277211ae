import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTemplates } from './read-assembly';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-cost-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: unknown): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

const stack = (templateFile: string, environment = 'aws://111122223333/us-west-2') => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties: { templateFile },
});

test('an assembly gives its stacks with their regions, and the assemblies and stacks nested in it', () => {
  write('manifest.json', {
    artifacts: {
      Tree: { type: 'cdk:tree' },
      network: stack('network.template.json'),
      anywhere: stack('anywhere.template.json', 'aws://unknown-account/unknown-region'),
      'assembly-Stage': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
    },
  });
  const child = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: {},
    Metadata: { 'aws:asset:path': 'child.nested.template.json' },
  };
  write('network.template.json', { Resources: { Child: child } });
  write('child.nested.template.json', { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } });
  write('anywhere.template.json', { Resources: {} });
  write('assembly-Stage/manifest.json', { artifacts: { inner: stack('inner.template.json') } });
  write('assembly-Stage/inner.template.json', { Resources: {} });
  const { templates, problems } = readTemplates(folder);
  expect(problems).toEqual([]);
  expect(templates.map(({ stack: name, region }) => [name, region])).toEqual([
    ['network', 'us-west-2'],
    ['anywhere', undefined],
    ['inner', 'us-west-2'],
  ]);
  expect(Object.values(templates[0]?.nested ?? {}).map(({ stack: name }) => name)).toEqual(['network/Child']);
});

test('a folder of assemblies gives them all, in the order of their names', () => {
  for (const unit of ['web', 'api']) {
    write(`${unit}/manifest.json`, { artifacts: { [unit]: stack(`${unit}.template.json`) } });
    write(`${unit}/${unit}.template.json`, { Resources: {} });
  }
  expect(readTemplates(folder).templates.map(({ stack: name }) => name)).toEqual(['api', 'web']);
});

test('a single template is a stack by the name of its file', () => {
  write('web.yaml', 'Resources: {}\n');
  expect(readTemplates(join(folder, 'web.yaml')).templates).toMatchObject([{ stack: 'web' }]);
});

test('a template that nests others by relative paths brings them along, itself only once', () => {
  write(
    'main.yaml',
    'Resources: { Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: parts/net.yaml } } }',
  );
  write(
    'parts/net.yaml',
    'Resources: { Again: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ../main.yaml } } }',
  );
  const [main] = readTemplates(join(folder, 'main.yaml')).templates;
  expect(main?.nested?.['Net']?.stack).toBe('main/Net');
  expect(main?.nested?.['Net']?.nested).toBeUndefined();
});

test.each([
  ['a path that is missing', 'nowhere', /does not exist/],
  ['a folder with nothing in it', '.', /contains no cloud assembly/],
])('%s is a problem with the next command', (_, path, message) => {
  const [problem] = readTemplates(join(folder, path)).problems;
  expect(problem?.message).toMatch(message);
  expect(problem?.fix).toMatch(/careplane synth/);
});

test('a broken manifest and a missing template are problems, and the rest is read', () => {
  write('a/manifest.json', '{');
  write('b/manifest.json', { artifacts: { gone: stack('gone.template.json'), there: stack('there.template.json') } });
  write('b/there.template.json', { Resources: {} });
  const { templates, problems } = readTemplates(folder);
  expect(problems.map(({ message }) => message)).toEqual([
    'has an invalid manifest.json',
    'cannot be read: it does not exist',
  ]);
  expect(templates).toHaveLength(1);
});

test('the template of an application that lies beside its parent is read, and nothing else in its place', () => {
  const application = (location: unknown) => ({
    Type: 'AWS::Serverless::Application',
    Properties: { Location: location },
  });
  write('main.yaml', {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Near: application('./near.yaml'),
      Shared: application({ ApplicationId: 'arn', SemanticVersion: '1.0.0' }),
      Missing: application('./missing.yaml'),
      Nothing: null,
    },
  });
  write('near.yaml', { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } });
  const [main] = readTemplates(join(folder, 'main.yaml')).templates;
  expect(Object.keys(main?.nested ?? {})).toEqual(['Near']);
});

const HOST = 'https://${Bucket}.s3.${AWS::Region}.${AWS::URLSuffix}';

describe('a nested stack with a URL takes the file whose name ends the URL', () => {
  const mainWith = (TemplateURL: unknown) => {
    write('templates/main.yaml', {
      Resources: { Net: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } },
    });
    return readTemplates(join(folder, 'templates/main.yaml')).templates[0]?.nested?.['Net'];
  };

  test.each([
    ['a URL', 'https://s3.amazonaws.com/bucket/release/net.yaml', 'templates/net.yaml'],
    ['a URL with a version', 'https://s3.amazonaws.com/bucket/net.yaml?versionId=1', 'templates/net.yaml'],
    ['Fn::Sub', { 'Fn::Sub': `${HOST}/${'${Prefix}'}templates/net.yaml` }, 'templates/net.yaml'],
    ['Fn::Sub with variables', { 'Fn::Sub': [`${HOST}/${'${Name}'}/net.yaml`, { Name: 'x' }] }, 'templates/net.yaml'],
    [
      'Fn::If, whose values end alike',
      { 'Fn::If': ['Test', 'https://s3.amazonaws.com/test/net.yaml', { 'Fn::Sub': `${HOST}/net.yaml` }] },
      'templates/net.yaml',
    ],
    ['Fn::Join', { 'Fn::Join': ['/', ['https:/', { Ref: 'Host' }, 'templates', 'net.yaml']] }, 'templates/net.yaml'],
    [
      'a folder beside that of the parent',
      { 'Fn::Sub': `${HOST}/${'${Prefix}'}modules/vpc/net.yaml` },
      'modules/vpc/net.yaml',
    ],
    ['a name that one folder beside the parent’s has', 'https://s3.amazonaws.com/b/net.yaml', 'network/net.yaml'],
    ['a template that a build renames', 'https://s3.amazonaws.com/x/y/net.template', 'templates/net.json'],
    ['a path that begins where a build puts the template', '../../modules/net.yaml', 'modules/net.yaml'],
  ])('%s', (_, url, file) => {
    write(file, { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } });
    expect(mainWith(url)).toMatchObject({ stack: 'main/Net', file: join(folder, file), isByUrl: true });
  });

  test.each([
    ['no file has the name', 'https://s3.amazonaws.com/bucket/other.yaml'],
    ['the name is a variable', { 'Fn::Sub': `${HOST}/templates/${'${Name}'}` }],
    ['the end of the name alone is written', { 'Fn::Sub': `${HOST}/templates/${'${Name}'}t.yaml` }],
    ['the path leaves its folder', { 'Fn::Sub': `${HOST}/../templates/net.yaml` }],
    ['it is itself', 'https://s3.amazonaws.com/bucket/templates/main.yaml'],
    ['it is no text', { Ref: 'Url' }],
    ['a path leads elsewhere and has a name alone', '../../net.yaml'],
    ['a path has no such file', 'modules/other.yaml'],
    [
      'a condition decides the name',
      { 'Fn::If': ['Test', 'https://a.example/net.yaml', 'https://a.example/other.yaml'] },
    ],
  ])('and none if %s', (_, url) => {
    write('templates/net.yaml', { Resources: {} });
    expect(mainWith(url)).toBeUndefined();
  });
});

test('a nested stack is read from a repository beside that of its parent, by repository, folder and file', () => {
  const nestedOf = (end: string) => {
    const TemplateURL = { 'Fn::Sub': `${HOST}/${end}` };
    const Stack = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } };
    write('quickstart/templates/main.yaml', { Resources: { Stack } });
    return readTemplates(join(folder, 'quickstart/templates/main.yaml')).templates[0]?.nested?.['Stack']?.file;
  };
  write('vpc/templates/vpc.yaml', { Resources: {} });
  write('vpc/two/vpc.yaml', { Resources: {} });
  expect(nestedOf('submodules/vpc/templates/vpc.yaml')).toBe(join(folder, 'vpc/templates/vpc.yaml'));
  expect(nestedOf('vpc/other/vpc.yaml')).toBeUndefined();
  expect(nestedOf('templates/vpc.yaml')).toBeUndefined();
  // Two names say too little to leave the repository of the parent.
  write('templates/vpc.yaml', { Resources: {} });
  expect(nestedOf('templates/vpc.yaml')).toBeUndefined();
});

test('a name that two folders beside the parent’s have is not chosen among', () => {
  write('one/net.yaml', { Resources: {} });
  write('templates/main.yaml', {
    Resources: {
      Net: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3.amazonaws.com/b/net.yaml' } },
    },
  });
  const nested = () => readTemplates(join(folder, 'templates/main.yaml')).templates[0]?.nested?.['Net']?.file;
  expect(nested()).toBe(join(folder, 'one/net.yaml'));
  write('two/net.yaml', { Resources: {} });
  expect(nested()).toBeUndefined();
});

test('an application of the repository is read from the file with its name', () => {
  const application = (ApplicationId: string) => ({
    Type: 'AWS::Serverless::Application',
    Properties: { Location: { ApplicationId, SemanticVersion: '1.0.0' } },
  });
  const arn = (name: string) => `arn:aws:serverlessrepo:us-east-1:123456789012:applications/${name}`;
  write('main.yaml', {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Topic: application(arn('sns-topic')),
      Zone: application(arn('zone')),
      Other: application(arn('other')),
    },
  });
  write('sns-topic.yaml', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
  write('zone/template.yaml', { Resources: {} });
  const [main] = readTemplates(join(folder, 'main.yaml')).templates;
  expect(Object.keys(main?.nested ?? {})).toEqual(['Topic', 'Zone']);
});

test('a template that sam writes is read from its source', () => {
  const TemplateURL = './nested/.aws-sam/packaged.yaml';
  write('main.yaml', { Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } } });
  write('nested/template.yaml', { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } });
  const [main] = readTemplates(join(folder, 'main.yaml')).templates;
  expect(main?.nested?.['Nested']?.file).toBe(join(folder, 'nested/template.yaml'));
});
