import type { Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { callConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { callHost, callVariable } from '@careplane/config';
import { environmentParameter, read } from '../../parameters';
import type { Connected } from './connect';

/**
 * The services that a service calls. Its stack reads the platform's parameters only, and never those of the called service: each of the
 * two can be deployed first.
 */
export function connectCalls(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  if (service.calls.length === 0) return [];
  const group = environmentParameter(platform.name, environment.name, 'internal-load-balancer-security-group-id');
  const securityGroup = SecurityGroup.fromSecurityGroupId(stack, 'CallGroup', read(stack, group));
  return platform.calledServices
    .filter(({ name }) => service.calls.includes(name))
    .map(({ name, port }) =>
      callConnection({
        name,
        securityGroup,
        port,
        hostname: callHost(name, environment.domain),
        variable: callVariable(name),
      }),
    );
}
