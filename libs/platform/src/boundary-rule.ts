import { groupedDigits } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import type { ParsedPlatform, PlatformRule } from '@careplane/config';
import { accountBoundary, accountsOf, longerThanAPolicy } from './access/account-boundary';
import { LONGEST_POLICY } from './access/statement';

/** How often the name of an environment is in the boundary of its account. */
const MENTIONS = 5;

/**
 * The permissions boundary of an account names each environment there. A managed policy has a limited length, and `careplane bootstrap`
 * comes too late to hear of it: an environment that is deployed keeps its name.
 */
export const boundariesFitAPolicy: PlatformRule = (platform) => {
  const { name, account, region, bootstrapQualifier } = platform;
  const environments = Object.entries(platform.environments).map(([each, own]) => ({
    name: each,
    account: own.account ?? account,
  }));
  const owner = { name, account, region, bootstrapQualifier, environments };
  return accountsOf(owner).flatMap((each) => {
    const characters = longerThanAPolicy(accountBoundary(owner, each));
    if (characters === undefined) return [];
    const letters = Math.ceil((characters - LONGEST_POLICY) / MENTIONS);
    return [
      {
        path: ['environments'],
        restsOn: placesOf(platform),
        message: `have names that are too long together: the permissions boundary of account ${each} would have more characters than IAM takes`,
        given: `(${groupedDigits(characters)} characters)`,
        allowed: `at most ${groupedDigits(LONGEST_POLICY)} characters in a boundary, which is a limit of IAM`,
        fix: `make the names of these environments ${letters} letters shorter in all, or give one of them an account of its own with "account:"`,
      },
    ];
  });
};

/** What the length of a boundary depends on. */
function placesOf({ environments }: ParsedPlatform): Path[] {
  const names = Object.keys(environments);
  return [
    ...['name', 'account', 'region', 'bootstrapQualifier'].map((key) => [key]),
    ...names.flatMap((name) => ['(itself)', 'account'].map((key) => ['environments', name, key])),
  ];
}
