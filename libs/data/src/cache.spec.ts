import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Cache } from './cache';
import type { CacheProps } from './cache';
import { isolatedVpc, TOPIC } from './testing/database';
import { testStack } from './testing/stack';

function synthesize(overrides: Partial<CacheProps> = {}): Template {
  const stack = testStack();
  new Cache(stack, 'Sessions', {
    identifier: 'acme-sessions-production',
    title: 'acme cache sessions in production',
    engineVersion: '8.1',
    vpc: isolatedVpc(stack),
    nodeType: 'cache.t4g.small',
    nodes: 2,
    eviction: 'noeviction',
    snapshotDays: 15,
    port: 6379,
    key: new Key(stack, 'Key'),
    logPrefix: '/acme/sessions/',
    logDays: 365,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    ...overrides,
  });
  return Template.fromStack(stack);
}

test('a cache is encrypted at rest and in transit, fails over to another zone, and leaves a snapshot', () => {
  synthesize().hasResource('AWS::ElastiCache::ReplicationGroup', {
    DeletionPolicy: 'Snapshot',
    UpdateReplacePolicy: 'Snapshot',
    Properties: {
      ReplicationGroupId: 'acme-sessions-production',
      Engine: 'valkey',
      EngineVersion: '8.1',
      AtRestEncryptionEnabled: true,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      SnapshotRetentionLimit: 15,
      SnapshotWindow: '03:30-04:30',
    },
  });
});

test('one node has nothing to fail over to: ElastiCache refuses automatic failover with it', () => {
  synthesize({ nodes: 1 }).hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
    NumCacheClusters: 1,
    AutomaticFailoverEnabled: false,
    MultiAZEnabled: false,
  });
});

test('it is in the isolated subnets, and its group lets no one in', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::ElastiCache::SubnetGroup', {
    SubnetIds: ['subnet-isolated-1', 'subnet-isolated-2'],
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
});

test('its one user signs in through IAM, with the same id and name, and may not administer it', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::ElastiCache::User', {
    Engine: 'valkey',
    UserId: 'acme-sessions-production',
    UserName: 'acme-sessions-production',
    AuthenticationMode: { Type: 'iam' },
    AccessString: 'on ~* &* +@all -@admin -@dangerous +info',
  });
  template.hasResourceProperties('AWS::ElastiCache::UserGroup', {
    UserIds: [{ Ref: Match.stringLikeRegexp('^SessionsUser') }],
  });
});

test('with a password, the secret is under the key of the data, and the template has a reference to it', () => {
  const template = synthesize({ passwordName: '/acme/production/caches/sessions/password' });
  template.hasResource('AWS::SecretsManager::Secret', {
    DeletionPolicy: 'Delete',
    Properties: {
      Name: '/acme/production/caches/sessions/password',
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    },
  });
  const [user] = Object.values(template.findResources('AWS::ElastiCache::User'));
  expect(user?.Properties.AuthenticationMode.Type).toBe('password');
  expect(JSON.stringify(user?.Properties.AuthenticationMode.Passwords)).toMatch(
    /"\{\{resolve:secretsmanager:",\{"Ref":"SessionsPassword\w+"\},":SecretString:::\}\}"/,
  );
  expect(user?.Properties.AccessString).toBe('on ~* &* +@all -@admin -@dangerous +info');
});

test('without one there is no secret', () => {
  synthesize().resourceCountIs('AWS::SecretsManager::Secret', 0);
});

test.each([
  ['7.2', 'valkey7'],
  ['8.1', 'valkey8'],
  ['9.0', 'valkey9'],
])('the parameters of version %s are of the family %s', (engineVersion, family) => {
  synthesize({ engineVersion }).hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
    CacheParameterGroupFamily: family,
    Properties: { 'maxmemory-policy': 'noeviction' },
  });
});

test('both logs go to encrypted groups that outlive the stack', () => {
  const template = synthesize();
  for (const name of ['engine-log', 'slow-log']) {
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { LogGroupName: `/acme/sessions/${name}`, KmsKeyId: Match.anyValue(), RetentionInDays: 365 },
    });
  }
  template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
    LogDeliveryConfigurations: ['engine-log', 'slow-log'].map((LogType) => Match.objectLike({ LogType })),
  });
});

test('every node has its alarms', () => {
  const alarms = Object.values(synthesize({ nodes: 3 }).findResources('AWS::CloudWatch::Alarm'));
  const nodes = alarms.map(({ Properties }) => `${Properties.MetricName} ${Properties.Dimensions[0].Value.slice(-3)}`);
  expect(nodes.sort()).toEqual(
    ['AuthenticationFailures', 'CPUUtilization', 'DatabaseMemoryUsagePercentage'].flatMap((metric) =>
      ['001', '002', '003'].map((node) => `${metric} ${node}`),
    ),
  );
  for (const { Properties } of alarms) expect(Properties.AlarmActions).toEqual([TOPIC]);
});

test('logical ids stay: another would replace the cache', () => {
  expect(Object.keys(synthesize().findResources('AWS::ElastiCache::ReplicationGroup'))).toEqual([
    'SessionsGroup36F2156F',
  ]);
});
