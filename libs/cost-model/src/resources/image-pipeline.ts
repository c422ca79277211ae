import { charge, metered, type PricedType } from './priced-type';

/** Builds of images, by a schedule or once: Image Builder is free, the instance that builds and the snapshots are not. */
const builds = (type: string): PricedType => ({
  type,
  usage: {
    monthlyBuildHours: { unit: 'hours', what: 'that instances build and test images' },
    snapshotStorageGb: { unit: 'GB', what: 'of the snapshots of all images that are kept' },
  },
  charges: (priceable) => {
    const [first] = priceable.target('InfrastructureConfigurationArn')?.list('InstanceTypes') ?? [];
    const instance = typeof first === 'string' ? first : undefined;
    const hours = priceable.usage('monthlyBuildHours');
    return [
      charge(
        `Instance that builds (Linux, on-demand, ${instance ?? 'type not known'})`,
        'hours',
        hours,
        instance && `AmazonEC2/BoxUsage:${instance}`,
        { usageKey: 'monthlyBuildHours', assumption: 'Assumes Linux; the image decides.' },
      ),
      metered(priceable, {
        key: 'snapshotStorageGb',
        component: 'Snapshots of images',
        unit: 'GB',
        price: 'AmazonEC2/EBS:SnapshotUsage',
      }),
    ];
  },
});

/** @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html (pricing) */
export const imagePipeline = builds('AWS::ImageBuilder::ImagePipeline');
export const builtImage = builds('AWS::ImageBuilder::Image');
