import { only } from './examples';
import { ruleFor } from './rule';
import { at, shown } from './template-values';

/** The registry scans every image that arrives. */
export const imageIsScanned = ruleFor({
  name: 'ImageIsScanned',
  control: '164.308(a)(5)(ii)(B)',
  sameAs: 'AWS Config: ECR_PRIVATE_IMAGE_SCANNING_ENABLED',
  types: ['AWS::ECR::Repository'],
  wrong: ({ properties }) => {
    const scan = at(properties, 'ImageScanningConfiguration', 'ScanOnPush');
    return scan === true ? undefined : `ScanOnPush is ${shown(scan)}. Allowed: true.`;
  },
  examples: {
    fails: [['no scan', only('AWS::ECR::Repository', {})]],
    passes: [['a scan', only('AWS::ECR::Repository', { ImageScanningConfiguration: { ScanOnPush: true } })]],
  },
});
