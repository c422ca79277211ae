import type { ServiceRule } from '../rule';

export const hostsAreNotAnEnvironmentsOwn: ServiceRule = (service, platform) => {
  if (service.kind !== 'web') return [];
  const domains = Object.entries(platform.environments);
  return domains.flatMap(([name, { domain }]) => {
    const written = service.environments[name]?.routes ? ['environments', name, 'routes'] : ['routes'];
    const hosts = (service.environments[name]?.routes ?? service.routes ?? []).map((route) => route.host);
    return hosts.flatMap((host, index) => {
      const hostname = host === '@' ? domain : `${host}.${domain}`;
      const owner = domains.find(([other, environment]) => other !== name && environment.domain === hostname)?.[0];
      if (owner === undefined) return [];
      return [
        {
          path: [...written, index, 'host'],
          restsOnPlatform: [name, owner].map((each) => ['environments', each, 'domain']),
          message: `gives ${hostname} in ${name}, which is the domain of environment ${owner} and resolves to its load balancer`,
          given: host,
          allowed: 'a label that does not give the domain of another environment',
          fix: 'choose another label',
        },
      ];
    });
  });
};
