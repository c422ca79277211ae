import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/codecommit/pricing/ */
export const codeCommitRepository: PricedType = {
  type: 'AWS::CodeCommit::Repository',
  usage: { activeUsers: { unit: 'users', what: 'who touch the repository in a month' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'activeUsers',
      component: 'Active users',
      unit: 'users',
      price: 'AWSCodeCommit/User-Month',
    }),
  ],
};
