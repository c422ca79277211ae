import { charge, metered, type PricedType } from './priced-type';

/** Charged by the rule and by the log events that match it. @see https://aws.amazon.com/cloudwatch/pricing/ (Contributor Insights) */
export const insightRule: PricedType = {
  type: 'AWS::CloudWatch::InsightRule',
  usage: { monthlyMatchedEvents: { unit: 'events', what: 'of logs that match the rule' } },
  charges: (priceable) => {
    if (priceable.resource.text('RuleState')?.toUpperCase() === 'DISABLED') {
      return { free: 'A rule that is switched off matches nothing.' };
    }
    return [
      charge('Contributor Insights rule', 'rules', 1, 'AmazonCloudWatch/CW:ContributorInsightRules'),
      metered(priceable, {
        key: 'monthlyMatchedEvents',
        component: 'Matched log events',
        unit: '1M events',
        price: 'AmazonCloudWatch/CW:ContributorInsightEvents',
        per: 1_000_000,
      }),
    ];
  },
};
