import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Permission, Places } from './permissions';
import type { Source } from './source';

/** What a pipeline needs to read its source: this repository, this branch where IAM can say so, and nothing else. */
export function sourcePermissions({ origin, fullClone }: Source): Permission[] {
  if (origin.kind === 'github') return [useConnection(origin)];
  return [
    {
      actions: [
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:UploadArchive',
        'codecommit:GetUploadArchiveStatus',
        'codecommit:CancelUploadArchive',
        ...(fullClone ? ['codecommit:GetRepository'] : []),
      ],
      on: 'repository',
    },
  ];
}

/**
 * Additional permissions of a build that clones the history. None for a source that comes as files. They only read: the build runs
 * code that no one has approved, and the connection may push, too.
 */
export function clonePermissions({ origin, fullClone }: Source): Permission[] {
  if (!fullClone) return [];
  return origin.kind === 'github'
    ? [useConnection(origin, 'read_only')]
    : [{ actions: ['codecommit:GitPull'], on: 'repository' }];
}

/** The repository, or the connection to it. */
export function sourcePlaces(scope: Construct, { origin }: Pick<Source, 'origin'>): Places {
  return origin.kind === 'github'
    ? { connection: [origin.connectionArn] }
    : { repository: [Stack.of(scope).formatArn({ service: 'codecommit', resource: origin.repository })] };
}

/**
 * The action has the name of the service that the connection was made with: AWS has renamed it. The condition has one value, so
 * a request that names no repository is refused: `ForAllValues` would let it pass.
 *
 * @param access `read_only` refuses GitPush and every other change in the repository. @default everything that the connection allows
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html#permissions-reference-connections-use
 */
function useConnection(
  origin: { readonly connectionArn: string; readonly repository: string },
  access?: 'read_only',
): Permission {
  const { service } = Arn.split(origin.connectionArn, ArnFormat.SLASH_RESOURCE_NAME);
  return {
    actions: [`${service}:UseConnection`],
    on: 'connection',
    conditions: {
      StringEquals: {
        [`${service}:FullRepositoryId`]: origin.repository,
        ...(access === undefined ? {} : { [`${service}:ProviderPermissionsRequired`]: access }),
      },
    },
  };
}
