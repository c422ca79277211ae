import { platformPath, rolePath, SHARED_SCOPE } from '@careplane/config';
import { inAccount } from './place';
import type { ScopedPlace } from './place';
import { deny } from './statement';
import type { Statement } from './statement';

/**
 * Changes of what all environments share, where AWS compares the tags of the resource: images, alarms, rules, logs, topics, keys, and
 * the services that watch the account. The tasks of an environment pull images and read parameters, and change nothing of it.
 */
const CHANGES = [
  'access-analyzer:*',
  'cloudwatch:*',
  'ecr:*Delete*',
  'ecr:Put*',
  'events:*',
  'guardduty:*',
  'inspector2:Disable*',
  'kms:Disable*',
  'kms:Schedule*',
  'logs:Delete*',
  'logs:Put*',
  'securityhub:*',
  'sns:*',
];

/** Roles below a path that have the boundary. They are roles of its account: partition and account would only take space. */
export function boundedRoles(path: string): string {
  return `arn:*:iam::*:role${path}*`;
}

/**
 * What a role of an environment leaves as it is, whatever its policies say. Whoever deploys to an environment writes the policies of
 * its roles up to the boundary, and staging may need no approval: from there no one may replace the command or the gate that
 * production's builds run, write into the ledger, push an image for another environment, or silence the account's alarms.
 *
 * Parameters and buckets go by their names: the access stack gives its parameters no tags, and objects of S3 do not have the tags of
 * their bucket.
 */
export function sharedStays(place: ScopedPlace): Statement[] {
  const { partition, platform, bootstrapQualifier } = place;
  const ofEnvironments = { ArnNotLike: { 'aws:PrincipalArn': boundedRoles(rolePath(platform, SHARED_SCOPE)) } };
  const tag = (name: string) => `aws:ResourceTag/careplane:${name}`;
  const buckets = [
    `cdk-${bootstrapQualifier}-assets-*`,
    `${platform}-baseline*`,
    `${platform}-*pipelines*`,
    // CloudFormation cuts long names of stacks in those of buckets.
    ...cutName(`${platform}-pipelines`),
  ];
  return [
    deny(
      ['s3:Delete*', 's3:Put*', 'ssm:DeleteParameter*', 'ssm:PutParameter'],
      [
        inAccount(place, 'ssm', `parameter${platformPath('*')}`),
        ...buckets.map((name) => `arn:${partition}:s3:::${name}`),
      ],
      ofEnvironments,
    ),
    deny(CHANGES, ['*'], {
      ...ofEnvironments,
      StringEquals: { [tag('platform')]: platform },
      Null: { [tag('environment')]: 'true' },
    }),
  ];
}

function cutName(stack: string): string[] {
  return stack.length > 24 ? [`${stack.slice(0, 24)}*`] : [];
}
