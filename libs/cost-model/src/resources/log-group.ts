import { lookUp } from './look-up';
import { metered, type Priceable, type PricedType } from './priced-type';

/** Usage types of ingestion, by class. */
const INGESTION: Readonly<Record<string, string>> = {
  STANDARD: 'DataProcessing-Bytes',
  INFREQUENT_ACCESS: 'DataProcessingIA-Bytes',
};

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
    const usageType = lookUp(INGESTION, priceable.resource.text('LogGroupClass', 'STANDARD'));
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [
      ...(isVended(priceable)
        ? []
        : [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Data ingested', unit: 'GB', price })]),
      metered(priceable, {
        key: 'storageGb',
        component: 'Archival storage',
        unit: 'GB',
        price: 'AmazonCloudWatch/TimedStorage-ByteHrs',
      }),
      metered(priceable, {
        key: 'monthlyDataScannedGb',
        component: 'Insights queries data scanned',
        unit: 'GB',
        price: 'AmazonCloudWatch/DataScanned-Bytes',
      }),
    ];
  },
};

/** Flow logs, WAF's logs and those of a delivery are charged with the resource that sends them: ingestion must not count twice. */
function isVended({ resource, referrers }: Priceable): boolean {
  const name = resource.value('LogGroupName');
  if (typeof name === 'string' && name.startsWith('aws-waf-logs-')) return true;
  return (
    referrers('AWS::EC2::FlowLog', 'LogGroupName').length > 0 ||
    referrers('AWS::Logs::DeliveryDestination', 'DestinationResourceArn').length > 0
  );
}
