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

/** Where a platform's baseline is: its own account and region, then every other one in which an environment lives. */
export function baselinePlaces({ name, account, region, locations }: PlatformModel): BaselinePlace[] {
  const all = [{ account, region }, ...locations].map((place) => ({ account: place.account, region: place.region }));
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
