import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';

/** Two budgets with actions are free; without the free tier each is charged by the day. @see https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/ */
export const budgetsAction: PricedType = {
  type: 'AWS::Budgets::BudgetsAction',
  charges: () => [charge('Budget with actions', 'days', exact(HOURS_A_MONTH).div(24), 'AWSBudgets/BudgetAction')],
};
