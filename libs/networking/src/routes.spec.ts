import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Routes } from './routes';
import type { RoutesProps } from './routes';
import { testStack } from './testing/stack';

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-2:111122223333:listener/app/balancer/50dc6c495c0c9188/f2f7dc8efc522ab2';
const WHOLE_HOST = { hostname: 'api.acme.example', path: '/*', priority: 210 };
const ONE_PATH = { hostname: 'acme.example', path: '/api/*', priority: 150 };

function synthesize(props: Partial<RoutesProps> = {}): Template {
  const stack = testStack();
  new Routes(stack, 'Routes', {
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-2a'] }),
    listener: ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: LISTENER,
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1', { allowAllOutbound: false }),
    }),
    routes: [WHOLE_HOST, ONE_PATH],
    port: 8080,
    protocol: 'https',
    healthCheck: { path: '/healthz', codes: '200-299', intervalSeconds: 30, timeoutSeconds: 5 },
    ...props,
  });
  return Template.fromStack(stack);
}

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

test.each([WHOLE_HOST, ONE_PATH])('$hostname$path goes to the tasks, with priority $priority', (route) => {
  synthesize().hasResourceProperties(RULE, {
    ListenerArn: LISTENER,
    Priority: route.priority,
    Conditions: [
      { Field: 'host-header', HostHeaderConfig: { Values: [route.hostname] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: [route.path] } },
    ],
    Actions: [{ Type: 'forward', TargetGroupArn: { Ref: Match.stringLikeRegexp('TargetGroup') } }],
  });
});

test('one rule for each route', () => {
  synthesize().resourceCountIs(RULE, 2);
  synthesize({ routes: [WHOLE_HOST] }).resourceCountIs(RULE, 1);
});

test('a rule’s logical id depends on its priority alone: two rules never fight over one', () => {
  const ids = (routes: RoutesProps['routes']) => Object.keys(synthesize({ routes }).findResources(RULE)).sort();
  const moved = { hostname: 'other.example', path: '/', priority: WHOLE_HOST.priority };
  expect(ids([ONE_PATH, moved])).toEqual(ids([WHOLE_HOST, ONE_PATH]));
  expect(ids([{ ...WHOLE_HOST, priority: 211 }])).not.toEqual(ids([WHOLE_HOST]));
});

test('the balancer asks tasks for their health', () => {
  synthesize().hasResourceProperties(TARGET_GROUP, {
    TargetType: 'ip',
    Port: 8080,
    Protocol: 'HTTPS',
    VpcId: 'vpc-1',
    HealthCheckPath: '/healthz',
    HealthCheckProtocol: 'HTTPS',
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 3,
    Matcher: { HttpCode: '200-299' },
    TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }]),
  });
});

describe('plain HTTP', () => {
  const reason = 'Serves pictures that anybody may see, and no request names a patient.';
  const template = synthesize({ protocol: { http: { reason } } });

  test('is spoken for requests and health checks', () => {
    template.hasResourceProperties(TARGET_GROUP, { Protocol: 'HTTP', HealthCheckProtocol: 'HTTP' });
  });

  test('has its reason at the target group', () => {
    template.hasResource(TARGET_GROUP, {
      Metadata: { 'careplane:acknowledged': { TargetGroupEncrypted: reason } },
    });
  });
});

test('with https nothing is acknowledged', () => {
  const [group] = Object.values(synthesize().findResources(TARGET_GROUP));
  expect(Object.keys(group?.['Metadata'] ?? {})).not.toContain('careplane:acknowledged');
});
