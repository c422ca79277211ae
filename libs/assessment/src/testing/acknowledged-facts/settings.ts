import { resourcesIn } from '@careplane/platform/testing';
import type { Fact, Facts, Found, Platform } from './fact';
import { each, list, pathOf, statements, text } from './fact';

/** Nothing but custom resources of the same stack calls a function. */
const calledByCloudFormation: Fact = each('AWS::Lambda::Function', ({ stack, id }, { stacks }) => {
  const others = ['AWS::Lambda::Permission', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Url'];
  const own = stacks
    .filter((known) => known.stack === stack)
    .flatMap(({ template }) => Object.values(template.Resources ?? {}));
  const tokens = own.map(({ Properties = {} }) => text(Properties['ServiceToken']));
  return tokens.some((token) => token.includes(id)) && !own.some(({ Type }) => others.includes(Type ?? ''));
});

/** Paths of the policies of the functions that make account settings. */
const settingsPolicies = ({ stacks }: Platform): string[] =>
  resourcesIn(stacks, 'AWS::IAM::ManagedPolicy')
    .map((found) => pathOf(found as Found))
    .filter((path) => /\/Settings\/Policy\//.test(path));

/** Reasons about the function that makes the account's settings. */
export const SETTINGS_FACTS: Facts = {
  'CloudFormation runs the function during a deploy and waits for its answer: a run that is lost fails the stack, and nothing is left to be processed later.':
    { 'custom resources have the function, and nothing else calls it': calledByCloudFormation },
  'CloudFormation alone runs the function, once for each setting of a deploy. Reserved concurrency fails in a new account, which has ten concurrent executions in all.':
    { 'custom resources have the function, and nothing else calls it': calledByCloudFormation },
  'The function calls AWS’s public APIs over TLS, and its role reads no data. The endpoints of IAM and Account Management are in one region of the partition, so a VPC would only add a way to the internet.':
    {
      'its role reads settings and writes its log': (platform) =>
        statements(/./, ({ Action }) =>
          list(Action).every((action) =>
            /^(account|ec2|iam|inspector2|logs):|^s3:\w+AccountPublicAccessBlock$/.test(action),
          ),
        )(platform, settingsPolicies(platform)),
    },
  'Settings of an account are no resources: IAM knows only “*” for these actions of EC2, S3, IAM and Inspector. The policy names each action, and regional ones are limited to the region.':
    {
      'each action is named': statements(/./, ({ Action }) => list(Action).every((action) => !action.includes('*'))),
      'regional actions are limited to the region': statements(/^(ec2|inspector2):/, ({ Condition }) =>
        text(Condition?.['StringEquals']).includes('aws:RequestedRegion'),
      ),
    },
};
