import type { PlatformRule } from '../rule';

export const baselineHasABudget: PlatformRule = ({ governance }) =>
  governance?.baseline !== 'own' || !governance.budget.enabled || governance.budget.monthlyUsd !== undefined
    ? []
    : [
        {
          path: ['governance', 'budget'],
          restsOn: [
            ['governance', 'budget', 'monthlyUsd'],
            ['governance', 'budget', 'enabled'],
            ['governance', 'baseline'],
          ],
          message: 'has no amount',
          given: governance.budget,
          allowed: 'monthlyUsd, or enabled: false with a reason',
          fix: 'write monthlyUsd: the expected total of careplane-cost estimate, and a reserve of 20 %',
        },
      ];
