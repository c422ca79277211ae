import type { Path } from '@careplane/problems';
import { hostnameOf } from '../../site-settings';
import { oncePerPlace } from '../rule';
import type { RuleProblem, SiteRule } from '../rule';

/** Characters of the first name of a certificate. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const MAX_COMMON_NAME = 64;

/** A stack that creates the certificate of a site asks for one with the address of the site. */
export const siteHostsFitACertificate: SiteRule = (site, platform) =>
  oncePerPlace(
    Object.entries(platform.environments).flatMap(([name, { domain, hostedZone }]): RuleProblem[] => {
      const hostname = hostnameOf(site, name, domain);
      if (hostedZone === undefined || hostname.length <= MAX_COMMON_NAME) return [];
      const label = hostname.length - domain.length - 1;
      const most = MAX_COMMON_NAME - domain.length - 1;
      return [
        {
          path: placeOfHost(site, name),
          restsOnPlatform: [['environments', name, 'domain']],
          given: hostname.slice(0, label),
          message: `gives the site an address of ${hostname.length} characters in ${name}, ${hostname}, and ACM accepts ${MAX_COMMON_NAME} in the first name of a certificate`,
          allowed:
            most > 0 ? `a host of at most ${most} characters before .${domain}` : 'a host before a shorter domain',
          fix: most > 0 ? 'choose a shorter host' : `choose a shorter domain for ${name}`,
        },
      ];
    }),
  );

function placeOfHost({ host, environments }: Parameters<SiteRule>[0], environment: string): Path {
  if (environments[environment]?.host !== undefined) return ['environments', environment, 'host'];
  return host === undefined ? ['name'] : ['host'];
}
