import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, type PricedType } from './priced-type';

/** Usage types by edition. */
const EDITIONS: Readonly<Record<string, string>> = {
  DEVELOPER_EDITION: 'KendraDeveloperEdition',
  ENTERPRISE_EDITION: 'KendraEnterpriseEdition',
};

/** @see https://aws.amazon.com/kendra/pricing/ */
export const kendraIndex: PricedType = {
  type: 'AWS::Kendra::Index',
  charges: ({ resource }) => {
    const edition = resource.text('Edition');
    const usageType = lookUp(EDITIONS, edition);
    const name = edition?.replace('_EDITION', '').toLowerCase() ?? 'edition not known';
    return [charge(`Index (${name})`, 'hours', HOURS_A_MONTH, usageType && `AmazonKendra/${usageType}`)];
  },
};
