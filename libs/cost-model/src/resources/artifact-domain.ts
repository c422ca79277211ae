import { metered, type PricedType } from './priced-type';

/** What all repositories of a domain store and serve. @see https://aws.amazon.com/codeartifact/pricing/ */
export const artifactDomain: PricedType = {
  type: 'AWS::CodeArtifact::Domain',
  usage: {
    storageGb: { unit: 'GB', what: 'of packages in all repositories of the domain, on average' },
    monthlyRequests: { unit: 'requests', what: 'for packages' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'storageGb',
      component: 'Storage',
      unit: 'GB',
      price: 'AWSCodeArtifact/TimedStorage-ByteHrs',
    }),
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Requests',
      unit: '10k requests',
      price: 'AWSCodeArtifact/Requests',
      per: 10_000,
    }),
  ],
};
