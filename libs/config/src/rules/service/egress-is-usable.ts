import type { Path } from '@careplane/problems';
import { EGRESS_PROTOCOLS } from '../../egress';
import type { ParsedService } from '../../model';
import { egressOf } from '../../workload-settings';
import { oncePerPlace } from '../rule';
import type { RuleProblem, ServiceRule } from '../rule';

/** AWS blocks it for all accounts that have not asked for it. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-resource-limits.html */
const MAIL_BETWEEN_SERVERS = 25;
/** Those of HTTPS are open to every address. */
const HTTPS = 443;

/** A partner is reached by a port that AWS lets through, and each address and port is named once. */
export const egressIsUsable: ServiceRule = (service, platform) =>
  oncePerPlace(
    Object.keys(platform.environments).flatMap((environment) => {
      const seen = new Map<string, string>();
      return egressOf(service, environment).flatMap(({ name, protocol, port, to }) => {
        const path = egressPath(service, environment, name);
        const usual = EGRESS_PROTOCOLS[protocol].port;
        const problems: RuleProblem[] = [];
        if (port === MAIL_BETWEEN_SERVERS) {
          problems.push({
            path: [...path, 'port'],
            message: 'is blocked by AWS: servers exchange mail on it, and programs send mail on 587',
            allowed: 'another port, such as 587 (STARTTLS) or 465 (TLS)',
            fix: `remove it; the port of ${protocol} is ${usual}`,
          });
        }
        if (port === HTTPS) {
          problems.push({
            path: [...path, 'port'],
            message: 'is open to every address already',
            allowed: 'a port other than 443',
            fix: 'remove this partner',
          });
        }
        for (const [index, range] of to.entries()) {
          const key = `${range} ${port}`;
          const other = seen.get(key);
          if (other !== undefined) {
            problems.push({
              path: [...path, 'to', index],
              given: range,
              message: `is named with port ${port} by the partner ${other} already, and EC2 refuses a second rule`,
              allowed: 'each address with each port once',
              fix: 'remove it from one of the two',
            });
          }
          seen.set(key, name);
        }
        return problems;
      });
    }),
  );

/** Where the settings of a partner are written for an environment. */
export function egressPath(service: ParsedService, environment: string, name: string): Path {
  return service.environments[environment]?.egress?.[name] === undefined
    ? ['egress', name]
    : ['environments', environment, 'egress', name];
}
