import { metered, type PricedType } from './priced-type';

/** Events of AWS's own services are free. @see https://aws.amazon.com/eventbridge/pricing/ */
export const eventBus: PricedType = {
  type: 'AWS::Events::EventBus',
  usage: {
    monthlyCustomEvents: { unit: 'events', what: 'of your own that are published, in chunks of 64 KB' },
    monthlyThirdPartyEvents: { unit: 'events', what: 'of partners' },
    monthlyArchiveProcessingGb: { unit: 'GB', what: 'written to archives' },
    archiveStorageGb: { unit: 'GB', what: 'kept in archives' },
    monthlySchemaDiscoveryEvents: { unit: 'events', what: 'that schemas are read from, in chunks of 8 KB' },
  },
  charges: (priceable) => [
    metered(
      priceable,
      'monthlyCustomEvents',
      'Custom events published',
      '1M events',
      'AWSEvents/Event-64K-Chunks',
      MILLION,
    ),
    metered(
      priceable,
      'monthlyThirdPartyEvents',
      'Third-party events published',
      '1M events',
      'AWSEvents/Event-64K-Chunks/partner',
      MILLION,
    ),
    metered(priceable, 'monthlyArchiveProcessingGb', 'Archive processing', 'GB', 'AWSEvents/ArchivedEvents-Bytes'),
    metered(priceable, 'archiveStorageGb', 'Archive storage', 'GB', 'AWSEvents/TimedStorage-ByteHrs'),
    metered(
      priceable,
      'monthlySchemaDiscoveryEvents',
      'Schema discovery',
      '1M events',
      'AWSEvents/Event-8K-Chunks',
      MILLION,
    ),
  ],
};

const MILLION = { per: 1_000_000 };
