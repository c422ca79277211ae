import { metered, type PricedType } from './priced-type';

/** The first copy of management events is free in each region. @see https://aws.amazon.com/cloudtrail/pricing/ */
export const trail: PricedType = {
  type: 'AWS::CloudTrail::Trail',
  usage: {
    monthlyAdditionalManagementEvents: { unit: 'events', what: 'of management, in copies after the first' },
    monthlyDataEvents: { unit: 'events', what: 'of data: object and function calls' },
    monthlyInsightEvents: { unit: 'events', what: 'that Insights analyses' },
  },
  charges: (priceable) => {
    const insights = priceable.resource.list('InsightSelectors');
    return [
      metered(priceable, {
        key: 'monthlyAdditionalManagementEvents',
        component: 'Management events (additional copies)',
        unit: '100k events',
        price: 'AWSCloudTrail/PaidEventsRecorded',
        ...EACH,
      }),
      metered(priceable, {
        key: 'monthlyDataEvents',
        component: 'Data events',
        unit: '100k events',
        price: 'AWSCloudTrail/DataEventsRecorded',
        ...EACH,
      }),
      ...(insights === undefined || insights.length > 0
        ? [
            metered(priceable, {
              key: 'monthlyInsightEvents',
              component: 'Insight events',
              unit: '100k events',
              price: 'AWSCloudTrail/InsightsEvents',
              ...EACH,
            }),
          ]
        : []),
    ];
  },
};

const EACH = { per: 100_000 };
