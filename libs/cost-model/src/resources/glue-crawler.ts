import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/glue/pricing/ (crawlers) */
export const glueCrawler: PricedType = {
  type: 'AWS::Glue::Crawler',
  usage: { monthlyDpuHours: { unit: 'DPU-hours', what: 'that the crawler takes; a run counts ten minutes at least' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyDpuHours',
      component: 'Runs',
      unit: 'DPU-hours',
      price: 'AWSGlue/Crawler-DPU-Hour',
    }),
  ],
};
