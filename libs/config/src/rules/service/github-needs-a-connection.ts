import type { AnyServiceRule } from '../rule';

export const githubNeedsAConnection: AnyServiceRule = (service, platform) =>
  service.source.github !== undefined && platform.githubConnectionArn === undefined
    ? [
        {
          path: ['source', 'github'],
          restsOnPlatform: [['githubConnectionArn']],
          message: 'cannot be read: the platform has no connection to GitHub',
          allowed: 'a github source together with githubConnectionArn in platform.yaml',
          fix: 'create a connection in the AWS console under Developer Tools, Connections, and write its ARN into platform.yaml',
        },
      ]
    : [];
