import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/vpc/pricing/ (traffic mirroring) */
export const trafficMirrorSession: PricedType = {
  type: 'AWS::EC2::TrafficMirrorSession',
  charges: () => [charge('Mirrored interface', 'hours', HOURS_A_MONTH, 'AmazonEC2/VpcTrafficMirror-Hours')],
};
