import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/aws-transfer-family/pricing/ */
export const transferServer: PricedType = {
  type: 'AWS::Transfer::Server',
  usage: {
    monthlyUploadedGb: { unit: 'GB', what: 'that clients upload' },
    monthlyDownloadedGb: { unit: 'GB', what: 'that clients download' },
  },
  charges: (priceable) => {
    const protocols = priceable.resource.list('Protocols');
    // A server without a list speaks SFTP.
    const count = protocols === undefined ? undefined : Math.max(protocols.length, 1);
    return [
      charge('Protocols', 'hours', count && count * HOURS_A_MONTH, 'AWSTransfer/ProtocolHours', {
        unresolved: 'Protocols',
      }),
      metered(priceable, {
        key: 'monthlyUploadedGb',
        component: 'Data uploaded',
        unit: 'GB',
        price: 'AWSTransfer/UploadBytes',
      }),
      metered(priceable, {
        key: 'monthlyDownloadedGb',
        component: 'Data downloaded',
        unit: 'GB',
        price: 'AWSTransfer/DownloadBytes',
      }),
    ];
  },
};
