import type { Template } from '../assembly/template';
import { callersOf } from './callers';

const parameter = (environment: string, key: string) => ({
  Parameters: {
    Read: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: `/careplane/medmo/environments/${environment}/${key}`,
    },
  },
});

const called = (environment = 'staging'): Template => ({
  ...parameter(environment, 'internal-load-balancer-arn'),
  Resources: {
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { LoadBalancerArn: { Ref: 'Read' }, Port: 31_000 },
    },
  },
});

const caller = (FromPort = 31_000, environment = 'staging'): Template => ({
  ...parameter(environment, 'internal-load-balancer-security-group-id'),
  Resources: {
    Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { Ref: 'Read' }, FromPort } },
  },
});

const asked = (template: Template | string, region = 'us-east-2', retired = called()) =>
  callersOf(
    [{ stack: { name: 'medmo-api-staging', region: 'us-east-2' }, template: retired }],
    [
      {
        name: 'medmo-desk-staging',
        region,
        template: typeof template === 'string' ? template : JSON.stringify(template),
      },
    ],
  );

it('a stack that stays and calls a service is named, with the service', () => {
  expect(asked(caller())).toEqual([
    {
      who: 'stack medmo-desk-staging',
      what: 'the service of medmo-api-staging, which it calls at port 31000 of the private load balancer',
      fix: 'Remove the call from its service.yaml and deploy it, or retire medmo-desk-staging too.',
    },
  ]);
});

it.each([
  ['calls another service', asked(caller(31_001))],
  ['calls the service of another environment', asked(caller(31_000, 'production'))],
  ['is in another region', asked(caller(), 'eu-west-1')],
  ['is no JSON', asked('Resources: {}')],
  ['calls nothing', asked({ Resources: {} })],
  ['has a rule for another group', asked({ ...caller(), Parameters: {} })],
  ['lets itself into the public load balancer', asked(caller(), 'us-east-2', { ...called(), Parameters: {} })],
])('a stack that %s is not', (_, found) => {
  expect(found).toEqual([]);
});
