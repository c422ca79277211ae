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
      metered(
        priceable,
        'monthlyAdditionalManagementEvents',
        'Management events (additional copies)',
        '100k events',
        'AWSCloudTrail/PaidEventsRecorded',
        EACH,
      ),
      metered(priceable, 'monthlyDataEvents', 'Data events', '100k events', 'AWSCloudTrail/DataEventsRecorded', EACH),
      ...(insights === undefined || insights.length > 0
        ? [
            metered(
              priceable,
              'monthlyInsightEvents',
              'Insight events',
              '100k events',
              'AWSCloudTrail/InsightsEvents',
              EACH,
            ),
          ]
        : []),
    ];
  },
};

const EACH = { per: 100_000 };
