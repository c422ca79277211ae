import { platformPath, rolePath, SHARED_SCOPE } from '@careplane/config';
import type { BoundaryPlace } from './place';
import type { Conditions, Statement } from './statement';

/** What the tasks of an environment do with shared resources: pull images, read parameters, report to GuardDuty. It changes nothing. */
const USES = ['ecr:BatchC*', 'ecr:BatchG*', 'ecr:Get*', 'guardduty:Send*', 'ssm:Get*'];

/**
 * Roles below a path, whose platform may be a wildcard, as text that a condition on `aws:PrincipalArn` is like: for those that are kept
 * away. A path that has more of them keeps more away.
 */
export function rolesBelow(path: string): string {
  return `*${path}*`;
}

/**
 * Roles in a condition, for those that are let through. Neither partition nor account is written, because roles of the boundary's own
 * account alone have the boundary, and CloudFormation takes roles of its own account alone.
 */
export function rolesAt(pathAndName: string): string {
  return `arn:*:iam::*:role${pathAndName}`;
}

/**
 * Whether a role is one of an environment: below the platform's path, and not below the shared one. Whoever deploys to an environment
 * makes its roles there and nowhere else. The roles that workflows of GitHub take have no path, and are not meant: an administrator
 * writes their policies.
 */
function isOfAnEnvironment(platform: string): Conditions {
  return {
    StringLike: { 'aws:PrincipalArn': rolesBelow(platformPath('')) },
    // Who is let through is written in full: below `<platform>/staging/` there could be a path that ends like the shared one.
    ArnNotLike: { 'aws:PrincipalArn': rolesAt(`${rolePath(platform, SHARED_SCOPE)}*`) },
  };
}

/**
 * What a role of an environment leaves as it is, whatever its policies say. Whoever deploys to an environment writes the policies of
 * its roles up to the boundary, and staging may need no approval: from there no one may replace the command or the gate that
 * production's builds run, write into the ledger, push an image for another environment, or silence the account's alarms.
 *
 * Shared is what carries the tag of a platform and of no environment. Everything is denied on it that is not listed: a list of changes
 * would miss some, such as a new tag that makes a shared resource one of the environment. Parameters and the bucket of CDK's bootstrap
 * go by their names: the access stack gives its parameters no tags, the ledger has none, and objects of S3 do not have the tags of
 * their bucket. The other buckets say it in their own policies.
 */
export function sharedStays({ platform, partition, bootstrapQualifier }: BoundaryPlace): Statement[] {
  const ofEnvironments = isOfAnEnvironment(platform);
  return [
    {
      Effect: 'Deny',
      NotAction: USES,
      Resource: ['*'],
      Condition: {
        ...ofEnvironments,
        Null: {
          'aws:ResourceTag/careplane:environment': 'true',
          'aws:ResourceTag/careplane:platform': 'false',
        },
      },
    },
    {
      Effect: 'Deny',
      NotAction: ['s3:Get*', 's3:List*', 'ssm:Get*'],
      Resource: [
        `arn:${partition}:s3:::cdk-${bootstrapQualifier}-assets-*`,
        // Of all platforms, and the owner of the baseline.
        `arn:${partition}:ssm:*:*:parameter/careplane*`,
      ],
      Condition: ofEnvironments,
    },
  ];
}
