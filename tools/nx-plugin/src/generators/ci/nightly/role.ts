import {
  assetBucketName,
  assetPrefix,
  githubNightlyFile,
  githubNightlyRoleName,
  SHARED_SCOPE,
} from '@careplane/config';
import type { CiTarget } from '../target';
import type { GithubRole } from '../roles';
import { evidencePlaces, here, publishedParameters } from '../places';
import { nightlyBranch } from './branch';
import { nightlyImageBuild, nightlySiteBuild } from './builds';
import { countBuild } from './count';

/**
 * The role of the nightly scans, for all environments: several roles would trust the same jobs, and keep no one apart. It
 * reads images, adds findings and evidence, and writes one metric. It pushes and deploys nothing.
 */
export function nightlyRole(target: CiTarget): GithubRole {
  const { platform, account, region, scopes, sites } = target;
  return {
    id: 'Nightly',
    name: githubNightlyRoleName(platform),
    description: `Scans at night what runs of ${platform}; pushes and deploys nothing.`,
    jobs: { branches: [nightlyBranch(target)], workflow: githubNightlyFile(platform) },
    builds: [
      ...scopes.flatMap((scope) =>
        scope.environment === undefined
          ? []
          : [
              nightlyImageBuild(target, scope, scope.environment),
              ...(sites ? [nightlySiteBuild(target, scope, scope.environment)] : []),
            ],
      ),
      countBuild(target),
    ],
    places: {
      anything: ['*'],
      variables: [publishedParameters(target)],
      publishedFiles: [
        `arn:\${AWS::Partition}:s3:::${assetBucketName(target, account, region)}/${assetPrefix(platform, SHARED_SCOPE)}*`,
      ],
      ...evidencePlaces(target, `${platform}/*/nightly`),
      imageRepository: [here(target, 'ecr', `repository/${platform}/*`)],
      findingsProduct: [here(target, 'securityhub', `product/${account}/default`)],
      findingsHub: [here(target, 'securityhub', 'hub/default')],
    },
  };
}
