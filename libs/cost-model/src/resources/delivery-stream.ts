import { metered, type Component, type Priceable, type PricedType } from './priced-type';

const GB = { unit: 'GB' } as const;

/** Records count in steps of 5 KB. @see https://aws.amazon.com/firehose/pricing/ */
export const deliveryStream: PricedType = {
  type: 'AWS::KinesisFirehose::DeliveryStream',
  usage: {
    monthlyDataIngestedGb: { unit: 'GB', what: 'ingested, each record rounded up to 5 KB' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const iceberg = resource.value('IcebergDestinationConfiguration') !== undefined;
    return [
      metered(priceable, {
        key: 'monthlyDataIngestedGb',
        component: iceberg ? 'Data ingested for Iceberg tables' : 'Data ingested',
        ...GB,
        price: `AmazonKinesisFirehose/${iceberg ? 'IcebergTablesBilledBytes' : 'BilledBytes'}`,
      }),
      ...converted(priceable),
    ];
  },
};

function converted(priceable: Priceable): Component[] {
  const path = 'ExtendedS3DestinationConfiguration.DataFormatConversionConfiguration';
  const { resource } = priceable;
  if (resource.value(path) === undefined || resource.flag(`${path}.Enabled`, true) === false) return [];
  return [
    metered(priceable, {
      key: 'monthlyDataIngestedGb',
      component: 'Format conversion',
      ...GB,
      price: 'AmazonKinesisFirehose/ConvertedBytes',
    }),
  ];
}
