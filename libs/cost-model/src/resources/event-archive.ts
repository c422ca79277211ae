import { archiveCharges, schemaDiscovery } from './event-bus';
import type { PricedType } from './priced-type';

/** @see https://aws.amazon.com/eventbridge/pricing/ (archive and replay) */
export const eventArchive: PricedType = {
  type: 'AWS::Events::Archive',
  usage: {
    monthlyArchiveProcessingGb: { unit: 'GB', what: 'written to this archive, where its bus does not count them' },
    archiveStorageGb: { unit: 'GB', what: 'kept in this archive, where its bus does not count them' },
  },
  charges: archiveCharges,
};

/** @see https://aws.amazon.com/eventbridge/pricing/ (schema registry) */
export const schemaDiscoverer: PricedType = {
  type: 'AWS::EventSchemas::Discoverer',
  usage: {
    monthlySchemaDiscoveryEvents: {
      unit: 'events',
      what: 'that schemas are read from, in chunks of 8 KB, where their bus does not count them',
    },
  },
  charges: (priceable) => [schemaDiscovery(priceable)],
};
