import { callHost, INTERNAL_LABEL } from '../../calls';
import { placedRoutes } from '../placed-routes';
import type { PlacedProblem, PlatformWideRule } from '../rule';

/** Characters of the first name of a certificate. https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const MAX_COMMON_NAME = 64;

/** The names of the private load balancer are below internal.<domain>, and nothing else has them. */
export const internalNamesAreFree: PlatformWideRule = (services, platform) => {
  if (Object.keys(platform.calledServices).length === 0) return [];
  return Object.entries(platform.environments).flatMap(([name, environment]): PlacedProblem[] => {
    const { domain, certificateArn } = environment;
    const zone = `${INTERNAL_LABEL}.${domain}`;
    const wildcard = callHost('*', domain);
    const isTooLong =
      certificateArn === undefined && wildcard.length > MAX_COMMON_NAME && domain.length <= MAX_COMMON_NAME;
    const tooLong: PlacedProblem[] = isTooLong
      ? [
          {
            service: 'platform',
            path: ['environments', name, 'domain'],
            given: domain,
            message: `makes ${wildcard}, the certificate's name for services that call each other, longer than the ${MAX_COMMON_NAME} characters that ACM accepts`,
            allowed: `a domain of at most ${MAX_COMMON_NAME - wildcard.length + domain.length} characters, because services call each other`,
            fix: 'choose a shorter domain',
          },
        ]
      : [];
    const taken: PlacedProblem[] = Object.entries(platform.environments)
      .filter(([, other]) => other.domain === zone || other.domain.endsWith(`.${zone}`))
      .map(([other, { domain: given }]) => ({
        service: 'platform',
        path: ['environments', other, 'domain'],
        given,
        message: `is below ${zone}, where ${name} has the names of services that others call`,
        allowed: `a domain that is not ${zone} or below it`,
        fix: 'choose another domain',
      }));
    const routed: PlacedProblem[] = placedRoutes(services, platform, name)
      .filter(({ hostname }) => hostname === zone)
      .map(({ service, place, hostname }) => ({
        service,
        path: place,
        restsOnPlatform: [['environments', name, 'domain']],
        given: hostname,
        message: `is the name below which services call each other in ${name}`,
        allowed: `a host other than ${INTERNAL_LABEL}`,
        fix: 'choose another label, or write "routes: []" for a service that only other services call',
      }));
    return [...tooLong, ...taken, ...routed];
  });
};
