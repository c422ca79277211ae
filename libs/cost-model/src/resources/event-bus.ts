import { metered } from './priced-type';
import type { Component, Priceable, PricedType } from './priced-type';

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
    metered(priceable, {
      key: 'monthlyCustomEvents',
      component: 'Custom events published',
      unit: '1M events',
      price: 'AWSEvents/Event-64K-Chunks',
      ...MILLION,
    }),
    metered(priceable, {
      key: 'monthlyThirdPartyEvents',
      component: 'Third-party events published',
      unit: '1M events',
      price: 'AWSEvents/Event-64K-Chunks/partner',
      ...MILLION,
    }),
    ...archiveCharges(priceable),
    schemaDiscovery(priceable),
  ],
};

const MILLION = { per: 1_000_000 };

/** Archives of a bus: what is written, and what is kept. */
export function archiveCharges(priceable: Priceable): Component[] {
  return [
    metered(priceable, {
      key: 'monthlyArchiveProcessingGb',
      component: 'Archive processing',
      unit: 'GB',
      price: 'AWSEvents/ArchivedEvents-Bytes',
    }),
    metered(priceable, {
      key: 'archiveStorageGb',
      component: 'Archive storage',
      unit: 'GB',
      price: 'AWSEvents/TimedStorage-ByteHrs',
    }),
  ];
}

/** Events of a bus that schemas are read from. */
export function schemaDiscovery(priceable: Priceable): Component {
  return metered(priceable, {
    key: 'monthlySchemaDiscoveryEvents',
    component: 'Schema discovery',
    unit: '1M events',
    price: 'AWSEvents/Event-8K-Chunks',
    ...MILLION,
  });
}
