import { repeated } from '../each-environment';
import type { PlatformRule } from '../rule';

export const domainsAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => environment.domain).map(({ name, first, value }) => ({
    path: ['environments', name, 'domain'],
    message: `is the domain of environment ${first} too`,
    given: value,
    allowed: 'a domain of its own',
    fix: `give ${name} another domain, such as ${name}.${value}`,
  }));
