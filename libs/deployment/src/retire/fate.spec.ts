import { fatesOf, heldByKept } from './fate';

const one = (declared: object, type: string, physicalId = 'made-up-1234') =>
  fatesOf('stack', { Resources: { Thing: { Type: type, ...declared } } }, [
    { logicalId: 'Thing', type, physicalId },
  ])[0];

describe('what becomes of a resource', () => {
  it.each([
    [{}, 'AWS::S3::Bucket', 'deleted'],
    [{ DeletionPolicy: 'Retain' }, 'AWS::S3::Bucket', 'kept'],
    [{ DeletionPolicy: 'RetainExceptOnCreate' }, 'AWS::KMS::Key', 'kept'],
    [{ DeletionPolicy: 'Snapshot' }, 'AWS::EC2::Volume', 'snapshot'],
    [{}, 'AWS::RDS::DBInstance', 'snapshot'],
    [{}, 'AWS::RDS::DBCluster', 'snapshot'],
    [{ Properties: { DBClusterIdentifier: 'x' } }, 'AWS::RDS::DBInstance', 'deleted'],
    [{ DeletionPolicy: 'Delete' }, 'AWS::RDS::DBInstance', 'deleted'],
  ])('%j of %s: %s', (declared, type, fate) => {
    expect(one(declared, type)?.fate).toBe(fate);
  });

  it('says what a kept resource holds, and the name that it takes', () => {
    const kept = { DeletionPolicy: 'Retain', Properties: { RepositoryName: 'medmo/lab' } };
    expect(one(kept, 'AWS::ECR::Repository', 'medmo/lab')).toMatchObject({ blocks: 'medmo/lab', holds: 'its images' });
    expect(one({ DeletionPolicy: 'Retain', Properties: {} }, 'AWS::S3::Bucket')?.blocks).toBeUndefined();
    expect(one({ Properties: { TopicName: 'x' } }, 'AWS::SNS::Topic', 'x')?.blocks).toBeUndefined();
  });

  it('says what Object Lock and Vault Lock forbid', () => {
    const rule = { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2192 } } };
    const bucket = { Properties: { ObjectLockEnabled: true, ObjectLockConfiguration: rule } };
    expect(one(bucket, 'AWS::S3::Bucket')?.lock).toBe(
      'S3 Object Lock (governance mode) keeps its objects for 2192 days',
    );
    expect(one({ Properties: { LockConfiguration: { MinRetentionDays: 35 } } }, 'AWS::Backup::BackupVault')?.lock).toBe(
      'AWS Backup Vault Lock keeps its recovery points for at least 35 days',
    );
  });

  it('is kept by AWS where a database that is kept uses it', () => {
    const Resources = {
      Group: { Type: 'AWS::RDS::DBSubnetGroup' },
      Other: { Type: 'AWS::RDS::DBSubnetGroup' },
      Database: {
        ...{ Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Retain' },
        Properties: { DBSubnetGroupName: { Ref: 'Group' } },
      },
    };
    expect(heldByKept({ Resources })).toEqual(['Group']);
    expect(
      heldByKept({ Resources: { ...Resources, Database: { ...Resources.Database, DeletionPolicy: 'Delete' } } }),
    ).toEqual([]);
  });

  it('is not asked of what was never made', () => {
    expect(one({}, 'AWS::S3::Bucket', '')).toBeUndefined();
  });
});
