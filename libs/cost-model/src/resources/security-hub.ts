import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/security-hub/pricing/ */
export const securityHub: PricedType = {
  type: 'AWS::SecurityHub::Hub',
  usage: {
    monthlyChecks: { unit: 'checks', what: 'of resources against the controls of standards' },
    monthlyFindingsIngested: { unit: 'findings', what: 'of other products that are imported or updated' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyChecks',
      component: 'Security checks',
      unit: 'checks',
      price: 'AWSSecurityHub/PaidComplianceCheck',
    }),
    metered(priceable, {
      key: 'monthlyFindingsIngested',
      component: 'Finding ingestion events',
      unit: 'events',
      price: 'AWSSecurityHub/FindingsIngested',
    }),
  ],
};
