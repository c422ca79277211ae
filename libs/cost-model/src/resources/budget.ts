import type { PricedType } from './priced-type';

/** @see https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/ */
export const budget: PricedType = {
  type: 'AWS::Budgets::Budget',
  charges: () => ({
    free: 'Budgets that only notify are free; actions (AWS::Budgets::BudgetsAction) beyond two are charged.',
  }),
};
