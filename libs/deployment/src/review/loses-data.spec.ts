import { assembliesOf, stacksIn, resourcesIn, MEDMO } from '@careplane/platform/testing';
import { HOLDS_DATA } from './holds-data';
import { dataLost } from './loses-data';
import { changeOf } from '../testing/stacks';

const RDS = 'AWS::RDS::DBInstance';
const properties = (given: Record<string, unknown>) => ({ Properties: given });

describe('dataLost', () => {
  it.each([
    ['a deleted database', changeOf('delete', RDS, {}, undefined), 'is deleted; this loses its rows'],
    [
      'one with a snapshot',
      changeOf('delete', RDS, {}, undefined, { kept: true }),
      'is deleted after a final snapshot; this loses its rows',
    ],
    [
      'one that is kept',
      changeOf('orphan', RDS, {}, undefined, { kept: true }),
      'is removed from the stack; it stays in the account without a stack, with its rows',
    ],
    [
      'a replaced one',
      changeOf('replace', RDS, {}, {}, { properties: ['DBName', 'Engine'] }),
      'is replaced by a new, empty one (DBName, Engine); the old one is deleted; this loses its rows',
    ],
    [
      'one that may be replaced and is kept',
      changeOf('may replace', RDS, {}, {}, { kept: true }),
      'may be replaced by a new, empty one (see the change set); the old one stays in the account with its rows',
    ],
    [
      'fewer days in a log group',
      changeOf(
        'update',
        'AWS::Logs::LogGroup',
        properties({ RetentionInDays: 365 }),
        properties({ RetentionInDays: 30 }),
      ),
      'keeps data for 30 days instead of 365 days: older log events are deleted',
    ],
    [
      'days in a log group that kept for ever',
      changeOf('update', 'AWS::Logs::LogGroup', properties({}), properties({ RetentionInDays: 30 })),
      'keeps data for 30 days instead of for ever: older log events are deleted',
    ],
    [
      'fewer days of backups',
      changeOf('update', RDS, properties({ BackupRetentionPeriod: 35 }), properties({ BackupRetentionPeriod: 7 })),
      'keeps data for 7 days instead of 35 days: older points in time can no longer be restored',
    ],
    [
      'a shorter lock of a vault',
      changeOf(
        'update',
        'AWS::Backup::BackupVault',
        properties({ LockConfiguration: { MinRetentionDays: 35 } }),
        properties({}),
      ),
      'locks its recovery points for 0 days instead of 35, so they may be deleted earlier',
    ],
    [
      'a weaker policy',
      changeOf('update', RDS, { DeletionPolicy: 'RetainExceptOnCreate' }, {}),
      'will be deleted with its stack (DeletionPolicy Delete instead of RetainExceptOnCreate), including its rows',
    ],
    [
      'a bucket without versions',
      changeOf(
        'update',
        'AWS::S3::Bucket',
        properties({ VersioningConfiguration: { Status: 'Enabled' } }),
        properties({}),
      ),
      'no longer keeps earlier versions of overwritten or deleted objects',
    ],
    [
      'images that expire',
      changeOf(
        'update',
        'AWS::ECR::Repository',
        properties({}),
        properties({ LifecyclePolicy: { LifecyclePolicyText: '{}' } }),
      ),
      'gets another lifecycle rule, which deletes more images',
    ],
  ])('tells of %s', (_, change, words) => {
    expect(dataLost(change)).toBe(words);
  });

  it.each([
    ['a new database', changeOf('create', RDS, undefined, {})],
    [
      'a larger one',
      changeOf('update', RDS, properties({ AllocatedStorage: 50 }), properties({ AllocatedStorage: 60 })),
    ],
    [
      'more days',
      changeOf(
        'update',
        'AWS::Logs::LogGroup',
        properties({ RetentionInDays: 30 }),
        properties({ RetentionInDays: 365 }),
      ),
    ],
    [
      'days that stay',
      changeOf('update', RDS, properties({ BackupRetentionPeriod: 7 }), properties({ BackupRetentionPeriod: 7 })),
    ],
    ['a replaced task definition', changeOf('replace', 'AWS::ECS::TaskDefinition', {}, {})],
    ['a deleted alarm', changeOf('delete', 'AWS::CloudWatch::Alarm', {}, undefined)],
  ])('is silent about %s', (_, change) => {
    expect(dataLost(change)).toBeUndefined();
  });

  it('knows every type that the reference platform keeps when its stack is deleted', () => {
    const kept = resourcesIn(stacksIn(assembliesOf(MEDMO)))
      .filter((resource) => /^Retain/.test((resource as { DeletionPolicy?: string }).DeletionPolicy ?? ''))
      .map(({ Type }) => Type);
    expect(kept.length).toBeGreaterThan(10);
    const others = [...new Set(kept)].filter((type) => HOLDS_DATA[type] === undefined);
    expect(others.sort()).toEqual(Object.keys(KEPT_WITHOUT_DATA));
  });
});

/** Types that are kept so that an account stays watched, and that hold no data themselves. */
const KEPT_WITHOUT_DATA: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'the events are in its bucket and log group',
  'AWS::Config::ConfigurationRecorder': 'AWS Config keeps the recorded items itself',
  'AWS::Config::DeliveryChannel': 'the copies are in its bucket',
  'AWS::IAM::ServiceLinkedRole': 'AWS Config works with it, whoever made it',
};
