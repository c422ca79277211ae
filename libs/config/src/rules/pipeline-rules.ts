import { TRIVY } from '../schema/pipelines';
import type { Path } from '../problem';
import type { Complaint, PlatformRule, ServiceRule } from './rule';

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

export const onlyCodecommitIsCreated: PlatformRule = ({ repository }) =>
  repository?.create === true && repository.codecommit === undefined
    ? [
        {
          path: ['repository', 'create'],
          restsOn: [['repository']],
          message: 'cannot be done for a repository on GitHub',
          allowed: 'create together with codecommit',
          fix: 'remove create, and create the repository on GitHub',
        },
      ]
    : [];

/** Git refuses such a name, or reads it as something else, so no push would ever start the pipeline. */
export const branchesHaveNamesOfGit: PlatformRule = ({ repository, environments }) => {
  const branches: [path: Path, branch: string | undefined][] = [
    [['repository', 'branch'], repository?.branch],
    ...Object.entries(environments).map(([name, { branch }]): [Path, string] => [
      ['environments', name, 'branch'],
      branch,
    ]),
  ];
  return branches.flatMap(([path, branch]) => {
    const fault = branch === undefined ? undefined : faultOfBranch(branch);
    return fault === undefined ? [] : [{ path, allowed: 'the name of a branch, as `git branch` shows it', ...fault }];
  });
};

/** https://git-scm.com/docs/git-check-ref-format; characters that are never allowed are refused by the schema. */
function faultOfBranch(branch: string): Pick<Complaint, 'message' | 'fix'> | undefined {
  const reference = /^refs\/(?:heads|tags|remotes)\/(.+)$/.exec(branch);
  if (reference !== null || branch.startsWith('refs/')) {
    return {
      message: 'is a full reference, not a branch',
      fix: `write the branch: ${reference?.[1] ?? 'such as main'}`,
    };
  }
  if (branch === 'HEAD')
    return { message: 'is not a branch: HEAD is what a clone has checked out', fix: 'name the branch' };
  const parts = branch.split('/');
  const forbidden = [
    [branch.includes('..'), 'two dots in a row'],
    [parts.some((part) => part === ''), 'a slash at the end, or two in a row'],
    [parts.some((part) => part.startsWith('.')), 'a part that begins with a dot'],
    [parts.some((part) => part.endsWith('.lock')), 'a part that ends in .lock'],
    [branch.endsWith('.'), 'a dot at the end'],
  ] as const;
  const found = forbidden.find(([is]) => is)?.[1];
  return found === undefined
    ? undefined
    : {
        message: `cannot be the name of a branch: git refuses ${found}`,
        fix: 'write the name of the branch as git has it',
      };
}

/** Rules about the pipelines, in platform.yaml. */
export const pipelineRules: readonly PlatformRule[] = [
  githubRepositoryNeedsAConnection,
  connectionIsInTheSamePlace,
  anotherTrivyHasItsOwnChecksum,
  environmentNamesAreNotStacks,
  onlyCodecommitIsCreated,
  branchesHaveNamesOfGit,
];
