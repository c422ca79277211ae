/** A charge of a storage class: usage key, name, unit, price, and price-list units in one displayed unit. */
export type ClassCharge = readonly [key: string, name: string, unit: string, usageType: string, per?: number];

export interface StorageClass {
  /** As usage keys begin: `standardInfrequentAccess.storageGb`. */
  readonly usage: string;
  readonly name: string;
  /** As lifecycle rules call it. */
  readonly lifecycle: string;
  readonly charges: readonly ClassCharge[];
}

const K = 1000;

/** @see https://aws.amazon.com/s3/pricing/ */
export const STORAGE_CLASSES: readonly StorageClass[] = [
  {
    usage: 'standard',
    name: 'Standard',
    lifecycle: 'STANDARD',
    charges: [
      ['storageGb', 'Storage', 'GB', 'TimedStorage-ByteHrs'],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', 'Requests-Tier1', K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', 'Requests-Tier2', K],
      ['monthlySelectDataScannedGb', 'Select data scanned', 'GB', 'Select-Scanned-Bytes'],
      ['monthlySelectDataReturnedGb', 'Select data returned', 'GB', 'Select-Returned-Bytes'],
    ],
  },
  {
    usage: 'intelligentTiering',
    name: 'Intelligent tiering',
    lifecycle: 'INTELLIGENT_TIERING',
    charges: [
      ['frequentAccessStorageGb', 'Storage (frequent access)', 'GB', 'TimedStorage-INT-FA-ByteHrs'],
      ['infrequentAccessStorageGb', 'Storage (infrequent access)', 'GB', 'TimedStorage-INT-IA-ByteHrs'],
      ['archiveAccessStorageGb', 'Storage (archive access)', 'GB', 'TimedStorage-INT-AA-ByteHrs'],
      ['deepArchiveAccessStorageGb', 'Storage (deep archive access)', 'GB', 'TimedStorage-INT-DAA-ByteHrs'],
      ['monitoredObjects', 'Monitoring and automation', '1k objects', 'Monitoring-Automation-INT', K],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', 'Requests-INT-Tier1', K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', 'Requests-INT-Tier2', K],
      ['monthlyLifecycleTransitionRequests', 'Lifecycle transition', '1k requests', 'Requests-INT-Tier4', K],
      ['monthlySelectDataScannedGb', 'Select data scanned', 'GB', 'Select-Scanned-INT-Bytes'],
      ['monthlySelectDataReturnedGb', 'Select data returned', 'GB', 'Select-Returned-INT-Bytes'],
      ['earlyDeleteGb', 'Early delete (within 30 days)', 'GB', 'EarlyDelete-INT'],
    ],
  },
  infrequent('standardInfrequentAccess', 'Standard - infrequent access', 'STANDARD_IA', 'SIA'),
  infrequent('oneZoneInfrequentAccess', 'One zone - infrequent access', 'ONEZONE_IA', 'ZIA'),
  {
    usage: 'glacierInstantRetrieval',
    name: 'Glacier instant retrieval',
    lifecycle: 'GLACIER_IR',
    charges: [
      ['storageGb', 'Storage', 'GB', 'TimedStorage-GIR-ByteHrs'],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', 'Requests-GIR-Tier1', K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', 'Requests-GIR-Tier2', K],
      ['monthlyLifecycleTransitionRequests', 'Lifecycle transition', '1k requests', 'Requests-GIR-Tier4', K],
      ['monthlyDataRetrievalGb', 'Retrievals', 'GB', 'Retrieval-SIA-GIR'],
      ['earlyDeleteGb', 'Early delete (within 90 days)', 'GB', 'EarlyDelete-GIR'],
    ],
  },
  {
    usage: 'glacierFlexibleRetrieval',
    name: 'Glacier flexible retrieval',
    lifecycle: 'GLACIER',
    charges: [
      ['storageGb', 'Storage', 'GB', 'TimedStorage-GlacierByteHrs'],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', 'Requests-GLACIER-Tier1', K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', 'Requests-GLACIER-Tier2', K],
      ['monthlyLifecycleTransitionRequests', 'Lifecycle transition', '1k requests', 'Requests-GLACIER-Tier4', K],
      [
        'monthlyStandardDataRetrievalRequests',
        'Retrieval requests (standard)',
        '1k requests',
        'Requests-GLACIER-Tier3',
        K,
      ],
      ['monthlyStandardDataRetrievalGb', 'Retrievals (standard)', 'GB', 'Standard-Retrieval-Bytes'],
      ['monthlyStandardSelectDataScannedGb', 'Select data scanned (standard)', 'GB', 'Std-Select-Scanned-Bytes'],
      ['monthlyStandardSelectDataReturnedGb', 'Select data returned (standard)', 'GB', 'Std-Select-Returned-Bytes'],
      [
        'monthlyExpeditedDataRetrievalRequests',
        'Retrieval requests (expedited)',
        '1k requests',
        'Requests-GLACIER-Tier5',
        K,
      ],
      ['monthlyExpeditedDataRetrievalGb', 'Retrievals (expedited)', 'GB', 'Expedited-Retrieval-Bytes'],
      ['monthlyExpeditedSelectDataScannedGb', 'Select data scanned (expedited)', 'GB', 'Exp-Select-Scanned-Bytes'],
      ['monthlyExpeditedSelectDataReturnedGb', 'Select data returned (expedited)', 'GB', 'Exp-Select-Returned-Bytes'],
      ['monthlyBulkSelectDataScannedGb', 'Select data scanned (bulk)', 'GB', 'Bulk-Select-Scanned-Bytes'],
      ['monthlyBulkSelectDataReturnedGb', 'Select data returned (bulk)', 'GB', 'Bulk-Select-Returned-Bytes'],
      ['earlyDeleteGb', 'Early delete (within 90 days)', 'GB', 'EarlyDelete-ByteHrs'],
    ],
  },
  {
    usage: 'glacierDeepArchive',
    name: 'Glacier deep archive',
    lifecycle: 'DEEP_ARCHIVE',
    charges: [
      ['storageGb', 'Storage', 'GB', 'TimedStorage-GDA-ByteHrs'],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', 'Requests-GDA-Tier1', K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', 'Requests-GDA-Tier2', K],
      ['monthlyLifecycleTransitionRequests', 'Lifecycle transition', '1k requests', 'Requests-GDA-Tier4', K],
      ['monthlyStandardDataRetrievalRequests', 'Retrieval requests (standard)', '1k requests', 'Requests-GDA-Tier3', K],
      ['monthlyStandardDataRetrievalGb', 'Retrievals (standard)', 'GB', 'Standard-Retrieval-GDA-Bytes'],
      ['monthlyBulkDataRetrievalRequests', 'Retrieval requests (bulk)', '1k requests', 'Requests-GDA-Tier5', K],
      ['monthlyBulkDataRetrievalGb', 'Retrievals (bulk)', 'GB', 'Bulk-Retrieval-GDA-Bytes'],
      ['earlyDeleteGb', 'Early delete (within 180 days)', 'GB', 'EarlyDelete-GDA'],
    ],
  },
];

function infrequent(usage: string, name: string, lifecycle: string, code: string): StorageClass {
  return {
    usage,
    name,
    lifecycle,
    charges: [
      ['storageGb', 'Storage', 'GB', `TimedStorage-${code}-ByteHrs`],
      ['monthlyTier1Requests', 'PUT, COPY, POST, LIST requests', '1k requests', `Requests-${code}-Tier1`, K],
      ['monthlyTier2Requests', 'GET, SELECT, and all other requests', '1k requests', `Requests-${code}-Tier2`, K],
      ['monthlyLifecycleTransitionRequests', 'Lifecycle transition', '1k requests', `Requests-${code}-Tier4`, K],
      ['monthlyDataRetrievalGb', 'Retrievals', 'GB', `Retrieval-${code}`],
      ['monthlySelectDataScannedGb', 'Select data scanned', 'GB', `Select-Scanned-${code}-Bytes`],
      ['monthlySelectDataReturnedGb', 'Select data returned', 'GB', `Select-Returned-${code}-Bytes`],
    ],
  };
}
