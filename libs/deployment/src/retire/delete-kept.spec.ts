import { CloudControlClient, DeleteResourceCommand, GetResourceCommand } from '@aws-sdk/client-cloudcontrol';
import { DeleteRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { FakeAccount } from '../testing/account';
import { deleteKept } from './delete-kept';

const { clients } = new FakeAccount();
const rds = mockClient(RDSClient);
const s3 = mockClient(S3Client);
const ecr = mockClient(ECRClient);
const cloudControl = mockClient(CloudControlClient);
const absent = (name: string) => Object.assign(new Error('it is not there'), { name });
const remove = (type: string, physicalId: string) => deleteKept(clients, 'us-east-2', { type, physicalId });
const calls = () =>
  rds
    .calls()
    .map(({ args: [{ constructor: kind, input }] }) => [kind.name.replace('Command', ''), input] as [string, object])
    .filter(([name]) => !name.startsWith('Describe'));

beforeEach(() => {
  for (const mock of [rds, s3, ecr, cloudControl]) mock.reset();
});

describe('an instance', () => {
  it('goes with its automated backups and without a final snapshot', async () => {
    rds
      .on(DescribeDBInstancesCommand)
      .resolvesOnce({ DBInstances: [{ DBInstanceStatus: 'available', DeletionProtection: true }] })
      .resolvesOnce({ DBInstances: [{ DBInstanceStatus: 'deleting' }] })
      .rejects(absent('DBInstanceNotFoundFault'));
    await remove('AWS::RDS::DBInstance', 'medmo');
    expect(calls()).toEqual([
      ['ModifyDBInstance', { DBInstanceIdentifier: 'medmo', DeletionProtection: false, ApplyImmediately: true }],
      ['DeleteDBInstance', { DBInstanceIdentifier: 'medmo', SkipFinalSnapshot: true, DeleteAutomatedBackups: true }],
    ]);
    expect(cloudControl.calls()).toEqual([]);
  });

  it('that a run before has begun to delete is waited for', async () => {
    rds
      .on(DescribeDBInstancesCommand)
      .resolvesOnce({ DBInstances: [{ DBInstanceStatus: 'deleting' }] })
      .rejects(absent('DBInstanceNotFoundFault'));
    await remove('AWS::RDS::DBInstance', 'medmo');
    expect(rds.commandCalls(DeleteDBInstanceCommand)).toHaveLength(0);
  });
});

it('a cluster goes after its instances, whose protection is the cluster’s', async () => {
  rds
    .on(DescribeDBClustersCommand)
    .resolvesOnce({
      DBClusters: [
        {
          ...{ Status: 'available', DeletionProtection: true },
          DBClusterMembers: [{ DBInstanceIdentifier: 'one' }, { DBInstanceIdentifier: 'two' }],
        },
      ],
    })
    .rejects(absent('DBClusterNotFoundFault'));
  const member = { DBInstanceStatus: 'available', DBClusterIdentifier: 'records', DeletionProtection: true };
  for (const id of ['one', 'two']) {
    rds
      .on(DescribeDBInstancesCommand, { DBInstanceIdentifier: id })
      .resolvesOnce({ DBInstances: [member] })
      .rejects(absent('DBInstanceNotFoundFault'));
  }
  await remove('AWS::RDS::DBCluster', 'records');
  expect(calls()).toEqual([
    ['DeleteDBInstance', { DBInstanceIdentifier: 'one', SkipFinalSnapshot: true }],
    ['DeleteDBInstance', { DBInstanceIdentifier: 'two', SkipFinalSnapshot: true }],
    ['ModifyDBCluster', { DBClusterIdentifier: 'records', DeletionProtection: false, ApplyImmediately: true }],
    ['DeleteDBCluster', { DBClusterIdentifier: 'records', SkipFinalSnapshot: true, DeleteAutomatedBackups: true }],
  ]);
  expect(rds.commandCalls(ModifyDBInstanceCommand)).toHaveLength(0);
  expect(rds.commandCalls(ModifyDBClusterCommand)).toHaveLength(1);
  expect(rds.commandCalls(DeleteDBClusterCommand)).toHaveLength(1);
});

describe('a bucket', () => {
  it('goes with every version and delete marker', async () => {
    s3.on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: [{ Key: 'a', VersionId: '1' }], DeleteMarkers: [{ Key: 'a', VersionId: '2' }] })
      .resolvesOnce({ Versions: [{ Key: 'b', VersionId: '3' }] })
      .resolves({});
    s3.on(DeleteObjectsCommand).resolves({});
    await remove('AWS::S3::Bucket', 'documents');
    const deleted = s3.commandCalls(DeleteObjectsCommand).map(({ args: [{ input }] }) => input.Delete?.Objects);
    expect(deleted).toEqual([
      [
        { Key: 'a', VersionId: '1' },
        { Key: 'a', VersionId: '2' },
      ],
      [{ Key: 'b', VersionId: '3' }],
    ]);
    expect(s3.commandCalls(DeleteBucketCommand)).toHaveLength(1);
  });

  it('of which S3 keeps a version is not deleted, with the reason', async () => {
    s3.on(ListObjectVersionsCommand).resolves({ Versions: [{ Key: 'a', VersionId: '1' }] });
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'a', Code: 'AccessDenied', Message: 'a retention' }] });
    await expect(remove('AWS::S3::Bucket', 'documents')).rejects.toThrow(
      'documents was not deleted: S3 keeps a (AccessDenied: a retention)',
    );
    expect(s3.commandCalls(DeleteBucketCommand)).toHaveLength(0);
  });
});

it.each([
  ['AWS::RDS::DBInstance', () => rds.on(DescribeDBInstancesCommand).rejects(absent('DBInstanceNotFoundFault'))],
  ['AWS::RDS::DBCluster', () => rds.on(DescribeDBClustersCommand).rejects(absent('DBClusterNotFoundFault'))],
  ['AWS::S3::Bucket', () => s3.on(ListObjectVersionsCommand).rejects(absent('NoSuchBucket'))],
  ['AWS::ECR::Repository', () => ecr.on(DeleteRepositoryCommand).rejects(absent('RepositoryNotFoundException'))],
  ['AWS::Logs::LogGroup', () => cloudControl.on(GetResourceCommand).rejects(absent('ResourceNotFoundException'))],
])('%s that is gone is fine', async (type, account) => {
  account();
  await expect(remove(type, 'it')).resolves.toBeUndefined();
});

it('a repository goes with its images', async () => {
  ecr.on(DeleteRepositoryCommand).resolves({});
  await remove('AWS::ECR::Repository', 'medmo/api');
  expect(ecr.commandCalls(DeleteRepositoryCommand)[0]?.args[0].input).toEqual({
    repositoryName: 'medmo/api',
    force: true,
  });
});

it('anything else goes through Cloud Control', async () => {
  cloudControl.on(GetResourceCommand).resolves({ ResourceDescription: { Properties: '{}' } });
  cloudControl.on(DeleteResourceCommand).resolves({ ProgressEvent: { OperationStatus: 'SUCCESS' } });
  await remove('AWS::Logs::LogGroup', '/log');
  expect(cloudControl.commandCalls(DeleteResourceCommand)).toHaveLength(1);
});
