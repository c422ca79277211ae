import { charge, type PricedType } from './priced-type';

/** Policies of Shield Advanced, whose subscription includes Firewall Manager. */
const INCLUDED = 'SHIELD_ADVANCED';

/** @see https://aws.amazon.com/firewall-manager/pricing/ */
export const firewallPolicy: PricedType = {
  type: 'AWS::FMS::Policy',
  charges: ({ resource }) =>
    resource.text('SecurityServicePolicyData.Type') === INCLUDED
      ? { free: 'The subscription to Shield Advanced includes its policies; the subscription is charged by itself.' }
      : [charge('Policy', 'policies', 1, 'AWSFMS/ProtectionPolicy')],
};
