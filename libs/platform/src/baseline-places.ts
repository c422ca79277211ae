import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import type { PlatformModel } from '@careplane/config';

/** An account and region that has one baseline. */
export interface BaselinePlace {
  readonly account: string;
  readonly region: string;
  /** Id of the stack in the assembly; the stack's name is the same everywhere. */
  readonly id: string;
  /** Whether the platform's pipelines, and so its Slack channel, are here. */
  readonly isHome: boolean;
  /**
   * Whether what an account has once is here: the trail of all regions, the budget, rules about root, settings of IAM. True
   * in the first region of each account.
   */
  readonly isAccountHome: boolean;
}

/**
 * Where a platform's baseline is: its own account and region, then every other one in which an environment lives, then those of
 * static sites.
 */
export function baselinePlaces(platform: PlatformModel): BaselinePlace[] {
  const { name, account, region, locations } = platform;
  const all = [{ account, region }, ...locations, ...sitePlaces(platform)].map((place) => ({
    account: place.account,
    region: place.region,
  }));
  const distinct = all.filter(
    (place, index) =>
      all.findIndex((known) => known.account === place.account && known.region === place.region) === index,
  );
  return distinct.map((place, index) => ({
    ...place,
    id: index === 0 ? `${name}-baseline` : `${name}-baseline-${place.account}-${place.region}`,
    isHome: index === 0,
    isAccountHome: distinct.findIndex((known) => known.account === place.account) === index,
  }));
}

/** The accounts that have static sites, in the region of CloudFront. */
export function sitePlaces({ services, environments }: PlatformModel): Pick<BaselinePlace, 'account' | 'region'>[] {
  if (!services.some(({ kind }) => kind === 'static')) return [];
  return environments.map(({ account }) => ({ account, region: CLOUDFRONT_REGION }));
}
