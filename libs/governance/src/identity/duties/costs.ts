import type { Duty } from '../duty';

/** What it costs. */
export const costs = {
  'see-costs': {
    why: 'read the bill, the forecast and the budgets',
    allow: [
      {
        actions: [
          'billing:GetBillingData',
          'billing:GetBillingDetails',
          'budgets:ViewBudget',
          'ce:GetAnomalies',
          'ce:GetCostAndUsage',
          'ce:GetCostForecast',
          'ce:GetDimensionValues',
          'ce:GetTags',
          'cur:DescribeReportDefinitions',
          'invoicing:ListInvoiceSummaries',
          'payments:GetPaymentStatus',
          'pricing:GetProducts',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
