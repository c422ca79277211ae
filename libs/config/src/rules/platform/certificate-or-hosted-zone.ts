import { eachEnvironment } from '../each-environment';

export const certificateOrHostedZone = eachEnvironment((environment, name) => {
  const path = ['environments', name];
  const allowed = 'exactly one of certificateArn and hostedZone';
  if (environment.certificateArn !== undefined && environment.hostedZone !== undefined) {
    return [
      { path: [...path, 'certificateArn'], message: 'stands beside hostedZone', allowed, fix: 'remove one of the two' },
    ];
  }
  if (environment.certificateArn !== undefined || environment.hostedZone !== undefined) return [];
  return [
    {
      path,
      restsOn: [
        [...path, 'certificateArn'],
        [...path, 'hostedZone'],
      ],
      message: 'has no certificate: the balancer answers on HTTPS only',
      given: '(neither certificateArn nor hostedZone)',
      allowed,
      fix: `add hostedZone: {id, name} to have a certificate made for ${environment.domain}, or the certificateArn of one you have`,
    },
  ];
});
