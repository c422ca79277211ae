import { accountQuota } from '@careplane/aws-facts';
import type { EveryKindRule, PlacedProblem } from '../rule';

/** Each site has a function of CloudFront in each environment, and AWS gives an account no more of them. */
const { most: MAX_FUNCTIONS } = accountQuota('AWS::CloudFront::Function');

export const sitesFitAnAccount: EveryKindRule = (services, platform) => {
  const accounts = new Map<string, number>();
  for (const { account = platform.account } of Object.values(platform.environments))
    accounts.set(account, (accounts.get(account) ?? 0) + 1);
  const sites = services.flatMap(({ value }, service) => (value.kind === 'static' ? [service] : []));
  return [...accounts].flatMap(([account, environments]) =>
    sites.slice(Math.floor(MAX_FUNCTIONS / environments)).map((service): PlacedProblem => ({
      service,
      path: ['kind'],
      restsOnPlatform: [['environments'], ['account']],
      message: `makes ${sites.length * environments} functions of CloudFront in account ${account} with the other sites, one in each environment, and an account has ${MAX_FUNCTIONS}`,
      allowed: `at most ${Math.floor(MAX_FUNCTIONS / environments)} static sites with ${environments === 1 ? 'one environment' : `${environments} environments`} in the account`,
      fix: 'move some sites to another platform, or an environment to another account',
    })),
  );
};
