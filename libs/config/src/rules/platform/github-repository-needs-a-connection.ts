import type { PlatformRule } from '../rule';

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
