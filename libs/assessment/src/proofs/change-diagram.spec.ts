import { changeDiagram } from './change-diagram';

const stack = (resources: object) => [
  { name: 'app', account: '111122223333', region: 'us-east-2', template: { Resources: resources as never } },
];

const role = (...buckets: readonly string[]) => ({
  Worker: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'worker',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: buckets.map((name) => ({
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
              Resource: `arn:aws:s3:::${name}/*`,
            })),
          },
        },
      ],
    },
  },
});

it('has one arrow for a principal and a resource, with some of the actions', () => {
  const { diagram, added, removed } = changeDiagram('app', stack(role('old')), stack(role('new')));
  expect([added, removed]).toEqual([1, 1]);
  expect(diagram.edges).toEqual([
    {
      from: 'who worker',
      to: 'what arn:aws:s3:::new/*',
      label: '+ s3:GetObject, s3:PutObject, 1 more',
      change: 'added',
    },
    {
      from: 'who worker',
      to: 'what arn:aws:s3:::old/*',
      label: '− s3:GetObject, s3:PutObject, 1 more',
      change: 'removed',
    },
  ]);
});

it('marks a principal that comes or goes', () => {
  const { diagram } = changeDiagram('app', stack({}), stack(role('new')));
  expect(diagram.nodes.find(({ id }) => id === 'who worker')).toMatchObject({ name: '+ worker', change: 'added' });
});

it('is one box where nothing changes', () => {
  const { diagram, added, removed } = changeDiagram('app', stack(role('old')), stack(role('old')));
  expect([added, removed, diagram.edges.length, diagram.nodes.length]).toEqual([0, 0, 0, 1]);
});

it('names in words the arrows for which the picture has no room', () => {
  const many = Array.from({ length: 50 }, (_, index) => `bucket-${index}`);
  const { diagram, added } = changeDiagram('app', stack(role('old')), stack(role('old', ...many)));
  expect([added, diagram.edges.length]).toEqual([50, 40]);
  expect(diagram.description).toContain('The picture shows 40 of 50 arrows.');
  expect(diagram.description).toContain('s3 bucket-49/*');
});

it('names roles and resources of templates by their construct paths', () => {
  const path = (name: string) => ({ Metadata: { 'aws:cdk:path': `app/${name}/Resource` } });
  const named = (...buckets: readonly string[]) => ({
    Worker: { ...role(...buckets).Worker, ...path('Worker') },
    Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' }, ...path('Records') },
  });
  const { diagram } = changeDiagram('app', stack(named()), stack(named('records', 'records-of-others')));
  expect(diagram.nodes.map(({ name }) => name)).toEqual(['app/Worker', 'app/Records', 's3 records-of-others/*']);
});
