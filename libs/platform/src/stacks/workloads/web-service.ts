import type { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Service } from '@careplane/compute';
import type { CalledService, WebWorkload } from '@careplane/config';
import { CallListener, Routes } from '@careplane/networking';
import type { TargetProps } from '@careplane/networking';
import { environmentParameter, read } from '../../parameters';
import type { EnvironmentKey } from '../../parameters';
import { importVpc, locationOf } from '../base';
import { commonProps } from './common';
import type { BuildWorkload, Workload } from './workload';

/** A container behind the public load balancer, the private one, or both. */
export const webService: BuildWorkload<WebWorkload> = (stack, workload) => {
  const { platform, service, environment, deployment } = workload;
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['private']);
  const target = { vpc, port: service.port, protocol: service.protocol, healthCheck: deployment.healthCheck };
  const called = platform.calledServices.find(({ name }) => name === service.name);
  const targetGroups = {
    ...(deployment.routes.length === 0 ? {} : { internet: behindPublicBalancer(stack, workload, target) }),
    ...(called === undefined ? {} : { services: behindInternalBalancer(stack, workload, called, target) }),
  };
  return new Service(stack, 'Service', {
    ...commonProps(stack, vpc, workload),
    targetGroups,
    port: service.port,
    protocol: service.protocol === 'https' ? 'https' : 'http',
    healthCheck: deployment.healthCheck,
    scaling: deployment.scaling,
    singleton: service.singleton,
  });
};

function behindPublicBalancer(
  stack: Stack,
  { platform, environment, deployment }: Workload<WebWorkload>,
  target: TargetProps,
): ApplicationTargetGroup {
  const shared = (key: EnvironmentKey) => read(stack, environmentParameter(platform.name, environment.name, key));
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
  return new Routes(stack, 'Routes', { ...target, listener, routes: deployment.routes }).targetGroup;
}

/** Where other services call it; the callers' stacks let them in. */
function behindInternalBalancer(
  stack: Stack,
  { platform, environment }: Workload<WebWorkload>,
  { port }: CalledService,
  target: TargetProps,
): ApplicationTargetGroup {
  const shared = (key: EnvironmentKey) => read(stack, environmentParameter(platform.name, environment.name, key));
  const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'InternalLoadBalancer', {
    loadBalancerArn: shared('internal-load-balancer-arn'),
    securityGroupId: shared('internal-load-balancer-security-group-id'),
    securityGroupAllowsAllOutbound: false,
  });
  return new CallListener(stack, 'Calls', {
    ...target,
    loadBalancer,
    certificate: Certificate.fromCertificateArn(stack, 'InternalCertificate', shared('internal-certificate-arn')),
    callPort: port,
  }).targetGroup;
}
