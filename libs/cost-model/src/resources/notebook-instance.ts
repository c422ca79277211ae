import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';

/** Size of the volume when the template does not say. */
const VOLUME_GB = 5;

/** A notebook is charged while it is started, its volume always. @see https://aws.amazon.com/sagemaker/pricing/ */
export const notebookInstance: PricedType = {
  type: 'AWS::SageMaker::NotebookInstance',
  usage: { monthlyHours: { unit: 'hours', what: 'that the notebook is started, instead of all of the month' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const type = resource.text('InstanceType');
    return [
      charge(
        `Notebook (${type ?? 'type not known'})`,
        'hours',
        priceable.usage('monthlyHours') ?? HOURS_A_MONTH,
        type && `AmazonSageMaker/Notebk:${type}`,
      ),
      charge(
        'Volume (gp2)',
        'GB',
        resource.number('VolumeSizeInGB', VOLUME_GB),
        'AmazonSageMaker/Notebk:VolumeUsage.gp2',
        { unresolved: 'VolumeSizeInGB' },
      ),
    ];
  },
};
