import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { testStack } from '../testing/stack';
import { fileSystemConnection } from './file-system-connection';

const made = (use: 'read' | 'write') => {
  const stack = testStack();
  const connection = fileSystemConnection(stack, 'Archive', {
    name: 'archive',
    fileSystemId: 'fs-1',
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-files'),
    folder: '/matcher',
    uid: '1000',
    gid: '1001',
    path: '/var/archive',
    use,
    variable: 'FILE_SYSTEM_ARCHIVE_PATH',
  });
  const [statement] = connection.statements;
  return { connection, statement: stack.resolve(statement?.toStatementJson()), template: Template.fromStack(stack) };
};

test('the access point is one folder and one user', () => {
  made('write').template.hasResourceProperties('AWS::EFS::AccessPoint', {
    PosixUser: { Uid: '1000', Gid: '1001' },
    RootDirectory: {
      Path: '/matcher',
      CreationInfo: { OwnerUid: '1000', OwnerGid: '1001', Permissions: '750' },
    },
  });
});

test.each([
  ['read', 'elasticfilesystem:ClientMount', true],
  ['write', ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], false],
] as const)('a service with %s mounts through its access point alone', (use, actions, readOnly) => {
  const { connection, statement } = made(use);
  expect(statement).toMatchObject({
    Action: actions,
    Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': { 'Fn::GetAtt': ['Archive', 'Arn'] } } },
  });
  expect(connection.mount).toMatchObject({ containerPath: '/var/archive', readOnly });
  expect(connection.network?.port).toBe(2049);
});
