import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/cloudwatch/pricing/ (Logs) */
export const logGroup: PricedType = {
  type: 'AWS::Logs::LogGroup',
  usage: {
    monthlyDataIngestedGb: {
      unit: 'GB',
      what: 'that programs write; vended logs belong to the resource that sends them',
    },
    storageGb: { unit: 'GB', what: 'kept, compressed, on average' },
    monthlyDataScannedGb: { unit: 'GB', what: 'that Logs Insights queries read' },
  },
  charges: (priceable) => {
    const standard = priceable.resource.text('LogGroupClass', 'STANDARD') === 'STANDARD';
    return [
      metered(
        priceable,
        'monthlyDataIngestedGb',
        'Data ingested',
        'GB',
        standard ? 'AmazonCloudWatch/DataProcessing-Bytes' : undefined,
      ),
      metered(priceable, 'storageGb', 'Archival storage', 'GB', 'AmazonCloudWatch/TimedStorage-ByteHrs'),
      metered(
        priceable,
        'monthlyDataScannedGb',
        'Insights queries data scanned',
        'GB',
        'AmazonCloudWatch/DataScanned-Bytes',
      ),
    ];
  },
};
