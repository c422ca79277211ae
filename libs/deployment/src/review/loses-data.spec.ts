import { assembliesOf, stacksIn, resourcesIn, MEDMO } from '@careplane/platform/testing';
import { HOLDS_DATA } from './holds-data';
import { dataLost } from './loses-data';
import { changeOf } from '../testing/stacks';

const RDS = 'AWS::RDS::DBInstance';
const properties = (given: Record<string, unknown>) => ({ Properties: given });
const MORE_IMAGES = 'gets another lifecycle rule, which deletes more images';
const MORE_OBJECTS = 'gets another lifecycle rule, which deletes older objects';

const tag = (name: string) => ({
  tagStatus: 'tagged',
  tagPatternList: [name],
  countType: 'imageCountMoreThan',
  countNumber: 1,
});
const newest = (countNumber: number) => ({ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber });

/** A change of a repository's lifecycle policy. */
function imagePolicy(before: readonly object[], after: readonly object[] | string) {
  const policyOf = (rules: readonly object[] | string) => {
    const numbered = (list: readonly object[]) => list.map((selection, index) => ({ rulePriority: index, selection }));
    const text = typeof rules === 'string' ? rules : JSON.stringify({ rules: numbered(rules) });
    return properties({ LifecyclePolicy: { LifecyclePolicyText: text } });
  };
  return changeOf('update', 'AWS::ECR::Repository', policyOf(before), policyOf(after));
}

/** A change of a bucket's lifecycle rules. */
function objectRules(before: readonly object[] | undefined, after: readonly object[] | undefined) {
  const rulesOf = (rules: readonly object[] | undefined) =>
    properties(rules === undefined ? {} : { LifecycleConfiguration: { Rules: rules } });
  return changeOf('update', 'AWS::S3::Bucket', rulesOf(before), rulesOf(after));
}

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
    ['fewer images', imagePolicy([tag('main'), newest(50)], [tag('main'), newest(10)]), MORE_IMAGES],
    ['an environment less, whose image may expire', imagePolicy([tag('main'), newest(50)], [newest(50)]), MORE_IMAGES],
    ['a tag by a pattern', imagePolicy([newest(50)], [tag('release-*'), newest(50)]), MORE_IMAGES],
    ['a policy that cannot be read', imagePolicy([newest(50)], 'no JSON'), MORE_IMAGES],
    ['objects that expire earlier', objectRules([{ ExpirationInDays: 90 }], [{ ExpirationInDays: 30 }]), MORE_OBJECTS],
    ['objects that begin to expire', objectRules(undefined, [{ ExpirationInDays: 365 }]), MORE_OBJECTS],
    [
      'other objects that expire',
      objectRules([{ Prefix: 'a/', ExpirationInDays: 90 }], [{ Prefix: 'b/', ExpirationInDays: 90 }]),
      MORE_OBJECTS,
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
    ['an environment more', imagePolicy([tag('main'), newest(50)], [tag('main'), tag('preview'), newest(50)])],
    ['more images', imagePolicy([tag('main'), newest(50)], [tag('main'), newest(60)])],
    ['objects that expire later', objectRules([{ ExpirationInDays: 90 }], [{ ExpirationInDays: 120 }])],
    ['objects that no longer expire', objectRules([{ ExpirationInDays: 90 }], undefined)],
    [
      'a rule that is only renamed',
      objectRules([{ Id: 'a', ExpirationInDays: 90 }], [{ Id: 'b', ExpirationInDays: 90 }]),
    ],
    [
      'earlier versions that are kept longer',
      objectRules(
        [{ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
        [{ NoncurrentVersionExpiration: { NoncurrentDays: 60, NewerNoncurrentVersions: 3 } }],
      ),
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
