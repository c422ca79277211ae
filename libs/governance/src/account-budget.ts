import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface AccountBudgetProps {
  readonly monthlyUsd: number;
  /** Addresses that are notified; AWS sends at most ten of them each notification. */
  readonly emails: readonly string[];
}

/** When people are notified: at 80 % of the cost so far, and when the forecast of the month reaches the budget. */
const NOTIFICATIONS = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/**
 * The monthly budget of an account. It has no name of ours: its notifications cannot be changed, so another address
 * replaces it, and CloudFormation makes the new one before it deletes the old one.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class AccountBudget extends Construct {
  readonly budget: CfnBudget;

  constructor(scope: Construct, id: string, { monthlyUsd, emails }: AccountBudgetProps) {
    super(scope, id);
    const subscribers = emails.map((address) => ({ subscriptionType: 'EMAIL', address }));
    this.budget = new CfnBudget(this, 'Budget', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyUsd, unit: 'USD' } },
      notificationsWithSubscribers: NOTIFICATIONS.map((notification) => ({
        notification: { ...notification, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
        subscribers,
      })),
    });
  }
}
