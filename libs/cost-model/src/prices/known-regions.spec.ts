import { AWS_REGIONS } from '@careplane/aws-facts';
import { REGIONS } from './regions';

it('every region of the price list is a region of AWS', () => {
  expect(REGIONS.filter((region) => !Object.hasOwn(AWS_REGIONS, region))).toEqual([]);
});
