import { TRIVY } from '../schema/pipelines';
import type { PlatformRule, ServiceRule } from './rule';

export const githubRepositoryNeedsAConnection: PlatformRule = ({ repository, githubConnectionArn }) =>
  repository?.github !== undefined && githubConnectionArn === undefined
    ? [
        {
          path: ['repository', 'github'],
          restsOn: [['repository', 'github'], ['githubConnectionArn']],
          message: 'cannot be read: the platform has no connection to GitHub',
          allowed: 'a github repository together with githubConnectionArn',
          fix: 'create a connection in the AWS console under Developer Tools, Connections, and write its ARN here',
        },
      ]
    : [];

/** A connection is in one account; a pipeline in another cannot use it. */
export const connectionIsInTheSamePlace: PlatformRule = ({ githubConnectionArn, account, region }) => {
  if (githubConnectionArn === undefined) return [];
  const [, , , connectionRegion, connectionAccount] = githubConnectionArn.split(':');
  if (connectionAccount === account && connectionRegion === region) return [];
  return [
    {
      path: ['githubConnectionArn'],
      restsOn: [['githubConnectionArn'], ['account'], ['region']],
      message: `is in account ${connectionAccount}, ${connectionRegion}, but the pipelines are in ${account}, ${region}`,
      allowed: `a connection in account ${account}, ${region}`,
      fix: 'create the connection there',
    },
  ];
};

export const anotherTrivyHasItsOwnChecksum: PlatformRule = ({ trivy }) =>
  trivy.version !== TRIVY.version && trivy.sha256 === TRIVY.sha256
    ? [
        {
          path: ['trivy', 'version'],
          restsOn: [
            ['trivy', 'version'],
            ['trivy', 'sha256'],
          ],
          message: `has no checksum: the default is that of ${TRIVY.version}, and every build would refuse what it downloads`,
          allowed: `version and sha256 together, or ${TRIVY.version}`,
          fix: `write trivy.sha256 from trivy_${trivy.version}_checksums.txt of the release`,
        },
      ]
    : [];

export const environmentNamesAreNotStacks: PlatformRule = ({ environments }) =>
  Object.keys(environments)
    .filter((name) => name === 'repository' || name === 'pipelines')
    .map((name) => ({
      path: ['environments', name],
      message: 'would give a service’s stack the name of its own other stack',
      given: name,
      allowed: 'a name other than repository and pipelines',
      fix: 'choose another name',
    }));

export const triggerPathsNeedGithub: ServiceRule = ({ source, image }, { repository }) => {
  const onGithub = source.github !== undefined || (source.path !== undefined && repository?.github !== undefined);
  const known = source.path === undefined || repository !== undefined;
  return image.triggerPaths === undefined || onGithub || !known
    ? []
    : [
        {
          path: ['image', 'triggerPaths'],
          restsOn: [['image', 'triggerPaths'], ['source']],
          restsOnPlatform: [['repository']],
          message: 'cannot work with CodeCommit: its events do not say which files a push has changed',
          allowed: 'triggerPaths with a source on GitHub',
          fix: 'remove triggerPaths: every push to the branch then starts the pipeline',
        },
      ];
};

/** Rules about the pipelines, in platform.yaml. */
export const pipelineRules: readonly PlatformRule[] = [
  githubRepositoryNeedsAConnection,
  connectionIsInTheSamePlace,
  anotherTrivyHasItsOwnChecksum,
  environmentNamesAreNotStacks,
];
