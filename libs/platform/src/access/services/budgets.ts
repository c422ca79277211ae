import type { ServiceRules } from './rules';

export const budgets: ServiceRules = {
  types: {
    'AWS::Budgets::Budget': [
      'billing:GetBillingViewData',
      'budgets:ListTagsForResource',
      'budgets:ModifyBudget',
      'budgets:TagResource',
      'budgets:UntagResource',
      'budgets:ViewBudget',
    ],
  },
  limits: [
    {
      actions: /^budgets:/,
      // CloudFormation names the budget: by its stack and logical id, in an account without a region.
      resources: ({ partition, account }) => [`arn:${partition}:budgets::${account}:budget/*`],
    },
  ],
};
