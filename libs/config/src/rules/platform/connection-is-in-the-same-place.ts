import { parseArn } from '../../arn';
import type { PlatformRule } from '../rule';

/** A connection is in one account; a pipeline in another cannot use it. */
export const connectionIsInTheSamePlace: PlatformRule = ({ githubConnectionArn, account, region }) => {
  if (githubConnectionArn === undefined) return [];
  const { region: connectionRegion, account: connectionAccount } = parseArn(githubConnectionArn);
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
