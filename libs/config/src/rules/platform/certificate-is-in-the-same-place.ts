import { parseArn } from '../../arn';
import { eachEnvironment } from '../each-environment';

export const certificateIsInTheSamePlace = eachEnvironment((environment, name, platform) => {
  if (environment.certificateArn === undefined) return [];
  const { region, account } = parseArn(environment.certificateArn);
  const expectedRegion = environment.region ?? platform.region;
  const expectedAccount = environment.account ?? platform.account;
  if (region === expectedRegion && account === expectedAccount) return [];
  return [
    {
      path: ['environments', name, 'certificateArn'],
      message: `is in account ${account}, ${region}, but the environment is in ${expectedAccount}, ${expectedRegion}`,
      allowed: `a certificate in account ${expectedAccount}, ${expectedRegion}`,
      fix: 'request the certificate there; a load balancer cannot use a certificate of another account or region',
    },
  ];
});
