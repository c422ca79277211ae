import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Service } from '@careplane/compute';
import type { WebWorkload } from '@careplane/config';
import { Routes } from '@careplane/networking';
import { environmentParameter, read } from '../../parameters';
import type { EnvironmentKey } from '../../parameters';
import { importVpc, locationOf } from '../base';
import { commonProps } from './common';
import type { BuildWorkload } from './workload';

/** A container behind the balancer. */
export const webService: BuildWorkload<WebWorkload> = (stack, workload) => {
  const { platform, service, environment, deployment } = workload;
  const shared = (key: EnvironmentKey) => read(stack, environmentParameter(platform.name, environment.name, key));
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['private']);
  // The balancer's group lets nothing out: CDK must know that to write the rule that opens it towards the tasks.
  const balancerGroup = SecurityGroup.fromSecurityGroupId(
    stack,
    'LoadBalancerGroup',
    shared('load-balancer-security-group-id'),
    { allowAllOutbound: false },
  );
  const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: shared('listener-arn'),
    securityGroup: balancerGroup,
    defaultPort: 443,
  });
  const { targetGroup } = new Routes(stack, 'Routes', {
    vpc,
    listener,
    routes: deployment.routes,
    port: service.port,
    protocol: service.protocol,
    healthCheck: deployment.healthCheck,
  });
  return new Service(stack, 'Service', {
    ...commonProps(stack, vpc, workload),
    targetGroup,
    port: service.port,
    protocol: service.protocol === 'https' ? 'https' : 'http',
    healthCheck: deployment.healthCheck,
    scaling: deployment.scaling,
    singleton: service.singleton,
  });
};
