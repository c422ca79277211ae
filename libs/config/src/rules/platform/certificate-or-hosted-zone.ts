import { eachEnvironment } from '../each-environment';

export const certificateOrHostedZone = eachEnvironment((environment, name) => {
  const path = ['environments', name];
  const allowed = 'exactly one of certificateArn and hostedZone';
  if (environment.certificateArn !== undefined && environment.hostedZone !== undefined) {
    return [
      {
        path: [...path, 'certificateArn'],
        message: 'cannot be combined with hostedZone',
        allowed,
        fix: 'remove one of the two',
      },
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
      message: 'has no certificate, but the load balancer serves only HTTPS',
      given: '(neither certificateArn nor hostedZone)',
      allowed,
      fix: `add hostedZone: {id, name} to create a certificate for ${environment.domain}, or add the certificateArn of an existing one`,
    },
  ];
});
