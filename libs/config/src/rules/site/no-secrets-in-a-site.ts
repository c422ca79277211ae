import { secretForm } from '@careplane/problems';
import type { RuleProblem, SiteRule } from '../rule';
import { variablePlaces } from '../service-places';

export const noSecretsInASite: SiteRule = (site) =>
  variablePlaces(site).flatMap(({ path, name, value }): RuleProblem[] => {
    const text = String(value);
    const what = secretForm(name, text);
    if (what === undefined) return [];
    return [
      {
        path,
        message: `looks like ${what}; what a build puts into a site is public`,
        // Never the value: problem reports end up in build logs.
        given: `(${text.length} characters, not shown)`,
        allowed: 'values that are not secret',
        fix: 'remove it, and let a service of the platform make the call that needs it; if a real value was ever committed, replace it first',
      },
    ];
  });
