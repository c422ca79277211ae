import { repeated } from '../each-environment';
import type { PlatformRule } from '../rule';

export const domainsAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => environment.domain).map(({ name, first, value }) => ({
    path: ['environments', name, 'domain'],
    message: `is also the domain of environment ${first}`,
    given: value,
    allowed: 'a domain that no other environment uses',
    fix: `give ${name} another domain, such as ${name}.${value}`,
  }));
