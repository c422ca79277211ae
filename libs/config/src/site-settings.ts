import { dropUndefined } from './drop-undefined';
import type { ParsedStatic, SiteDeployment } from './model';

/** Address of a static site in an environment. */
export function hostnameOf(site: ParsedStatic, environment: string, domain: string): string {
  return `${site.environments[environment]?.host ?? site.host ?? site.name}.${domain}`;
}

/** A static site in an environment: the override, then the site. */
export function siteDeploymentOf(site: ParsedStatic, environment: string, domain: string): SiteDeployment {
  const override = site.environments[environment];
  const variables = { ...site.environment, ...override?.environment };
  return {
    environment,
    hostname: hostnameOf(site, environment, domain),
    ...dropUndefined({ certificateArn: override?.certificateArn ?? site.certificateArn }),
    contentSecurityPolicy:
      override?.contentSecurityPolicy ?? site.contentSecurityPolicy ?? contentSecurityPolicyFor(domain),
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

/**
 * The policy of a site that names none: everything comes from the site itself, and it may call the services of its environment.
 *
 * @param domain of the environment
 */
export function contentSecurityPolicyFor(domain: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' https://${domain} https://*.${domain}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    'upgrade-insecure-requests',
  ].join('; ');
}
