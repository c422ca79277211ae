import { ACCOUNT_QUOTAS } from '@careplane/aws-facts';
import type { AccountQuota } from '@careplane/aws-facts';

/** A quota of an account that the stacks of a plan exceed by themselves; what else is in the account comes on top. */
export interface ExceededQuota extends Pick<AccountQuota, 'type' | 'title' | 'most' | 'adjustable' | 'source'> {
  readonly account: string;
  /** Left out where the account has the quota once for all regions. */
  readonly region?: string;
  /** How many resources of the type the plan has. */
  readonly planned: number;
}

/** Where a stack goes, and what it holds. */
export interface CountedStack {
  readonly account: string;
  readonly region: string;
  readonly template: { readonly Resources?: Readonly<Record<string, { readonly Type?: string }>> };
}

/** The quotas that stacks exceed, account by account. */
export function exceededQuotas(stacks: readonly CountedStack[]): ExceededQuota[] {
  return ACCOUNT_QUOTAS.flatMap(({ perRegion, ...quota }) => {
    const counts = new Map<string, number>();
    for (const { account, region, template } of stacks) {
      const place = perRegion ? `${account} ${region}` : account;
      const own = Object.values(template.Resources ?? {}).filter(({ Type }) => Type === quota.type).length;
      counts.set(place, (counts.get(place) ?? 0) + own);
    }
    return [...counts].flatMap(([place, planned]): ExceededQuota[] => {
      const [account = '', region] = place.split(' ');
      if (planned <= quota.most) return [];
      return [{ ...quota, account, ...(region === undefined ? {} : { region }), planned }];
    });
  });
}

/** What to do about an exceeded quota, as a sentence. */
export function quotaSentence({ title, most, adjustable, source, account, region, planned }: ExceededQuota): string {
  const where = region === undefined ? `account ${account}` : `account ${account} in ${region}`;
  const remedy = adjustable
    ? 'Ask for more in the Service Quotas console before the deploy, unless you have done so.'
    : 'AWS gives no more: move some environments to another account.';
  return `${planned} ${title} in ${where}; AWS allows ${most}${adjustable ? ' by default' : ''}. ${remedy} ${source}`;
}
