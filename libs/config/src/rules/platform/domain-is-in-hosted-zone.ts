import { eachEnvironment } from '../each-environment';

export const domainIsInHostedZone = eachEnvironment((environment, name) => {
  const zone = environment.hostedZone;
  if (zone === undefined || environment.domain === zone.name || environment.domain.endsWith(`.${zone.name}`)) return [];
  return [
    {
      path: ['environments', name, 'domain'],
      message: `is not in the hosted zone ${zone.name}`,
      allowed: `${zone.name} or a name that ends in .${zone.name}`,
      fix: 'correct the domain or the hosted zone',
    },
  ];
});
