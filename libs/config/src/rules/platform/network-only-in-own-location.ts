import { locationIdOf } from '../../normalize';
import { eachEnvironment } from '../each-environment';

export const networkOnlyInOwnLocation = eachEnvironment((environment, name, platform) => {
  const own = locationIdOf(platform, environment) !== 'primary';
  const path = ['environments', name, 'network'];
  if (!own && environment.network !== undefined) {
    return [
      {
        path,
        message: 'is allowed only for an environment with its own account or region',
        allowed: 'no network here',
        fix: 'move the settings to the network at the top, or give the environment its own account or region',
      },
    ];
  }
  if (own && environment.network?.cidr === undefined) {
    return [
      {
        path: [...path, 'cidr'],
        restsOn: [
          [...path, 'cidr'],
          ['account'],
          ['region'],
          ['environments', name, 'account'],
          ['environments', name, 'region'],
        ],
        message: 'is missing: the environment has its own VPC, and the VPCs of a platform must not overlap',
        given: undefined,
        allowed: `an IPv4 range that does not overlap ${platform.network.cidr}`,
        fix: 'add network: {cidr: …} to the environment',
      },
    ];
  }
  return [];
});
