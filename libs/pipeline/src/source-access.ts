import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Grant } from './access';
import type { Source } from './source';

/** What a pipeline needs to read its source: this repository, this branch where IAM can say so, and nothing else. */
export function sourceGrants(scope: Construct, { origin, fullClone }: Source): Grant[] {
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
      resources: [repositoryArn(scope, origin.repository)],
    },
  ];
}

/** What a build needs besides, to make a clone with the history. Nothing for a source that comes as files. */
export function cloneGrants(scope: Construct, { origin, fullClone }: Source): Grant[] {
  if (!fullClone) return [];
  return origin.kind === 'github'
    ? [useConnection(origin)]
    : [{ actions: ['codecommit:GitPull'], resources: [repositoryArn(scope, origin.repository)] }];
}

/** The action has the name of the service that the connection was made with: AWS has renamed it. */
function useConnection(origin: { readonly connectionArn: string; readonly repository: string }): Grant {
  const service = origin.connectionArn.split(':')[2] ?? 'codeconnections';
  return {
    actions: [`${service}:UseConnection`],
    resources: [origin.connectionArn],
    conditions: { 'ForAllValues:StringEquals': { [`${service}:FullRepositoryId`]: origin.repository } },
  };
}

function repositoryArn(scope: Construct, repository: string): string {
  return Stack.of(scope).formatArn({ service: 'codecommit', resource: repository });
}
