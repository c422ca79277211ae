import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, type PricedType } from './priced-type';

/** Domain controllers that come with a directory of Microsoft AD. */
const CONTROLLERS = 2;

/** Each domain controller is charged. @see https://aws.amazon.com/directoryservice/pricing/ */
export const microsoftDirectory: PricedType = {
  type: 'AWS::DirectoryService::MicrosoftAD',
  charges: ({ resource }) => {
    const edition = resource.text('Edition', 'Enterprise');
    const name = `Domain controllers (${edition ?? 'edition not known'})`;
    const price = edition && `AWSDirectoryService/MicrosoftAD-${edition}`;
    return [charge(name, 'hours', CONTROLLERS * HOURS_A_MONTH, price)];
  },
};

const SIZES: Readonly<Record<string, string>> = { Small: 'Small-Directory-Usage', Large: 'Large-Directory-Usage' };

/** The directory is charged, with its two domain controllers. @see https://aws.amazon.com/directoryservice/other-directories-pricing/ */
export const simpleDirectory: PricedType = {
  type: 'AWS::DirectoryService::SimpleAD',
  charges: ({ resource }) => {
    const size = resource.text('Size', 'Small');
    const usageType = lookUp(SIZES, size);
    const name = `Directory (${size?.toLowerCase() ?? 'size not known'})`;
    return [charge(name, 'hours', HOURS_A_MONTH, usageType && `AWSDirectoryService/${usageType}`)];
  },
};
