import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';

/** Domain controllers that come with a directory. */
const CONTROLLERS = 2;

/** @see https://aws.amazon.com/directoryservice/pricing/ */
function directory(type: string, kind: string, path: string, otherwise: string): PricedType {
  return {
    type,
    charges: ({ resource }) => {
      const edition = resource.text(path, otherwise);
      const name = `Domain controllers (${edition ?? 'edition not known'})`;
      const price = edition && `AWSDirectoryService/${kind}-${edition}`;
      return [charge(name, 'hours', CONTROLLERS * HOURS_A_MONTH, price)];
    },
  };
}

export const microsoftDirectory = directory(
  'AWS::DirectoryService::MicrosoftAD',
  'MicrosoftAD',
  'Edition',
  'Enterprise',
);
export const simpleDirectory = directory('AWS::DirectoryService::SimpleAD', 'SimpleAD', 'Size', 'Small');
