import { only } from './examples';
import { ruleFor } from './rule';
import { allowed, at, listOf } from './template-values';

const OPERATORS = ['StringEquals', 'ArnEquals', 'ArnLike', 'StringLike'];

/** A role that mounts a file system names the access points through which it may: else it reaches the folders of other services. */
export const mountNamesAccessPoint = ruleFor({
  name: 'MountNamesAccessPoint',
  control: '164.312(a)(1)',
  sameAs: 'NIST SP 800-53 AC-6',
  types: ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'],
  wrong: ({ properties }) =>
    allowed(properties['PolicyDocument']).some(
      ({ Action, Condition }) => mounts(Action) && !OPERATORS.some((operator) => namesPoint(Condition, operator)),
    )
      ? 'A role may mount a file system through every access point, with the files of other services.'
      : undefined,
  examples: {
    fails: [
      ['a mount through any access point', allowing({})],
      ['a condition about something else', allowing({ Bool: { 'aws:SecureTransport': 'true' } })],
      ['any access point by a pattern', allowing({ ArnLike: { 'elasticfilesystem:AccessPointArn': '*' } })],
    ],
    passes: [
      ['one access point', allowing({ StringEquals: { 'elasticfilesystem:AccessPointArn': { Ref: 'Point' } } })],
      [
        'no mount',
        only('AWS::IAM::ManagedPolicy', {
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'elasticfilesystem:DescribeFileSystems' }] },
        }),
      ],
    ],
  },
});

function mounts(action: unknown): boolean {
  return listOf(action).some((each) => /^elasticfilesystem:Client/i.test(String(each)));
}

function namesPoint(condition: unknown, operator: string): boolean {
  const named = at(condition, operator, 'elasticfilesystem:AccessPointArn');
  return named !== undefined && !listOf(named).some((each) => typeof each === 'string' && each.endsWith('*'));
}

function allowing(Condition: object) {
  return only('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: ['elasticfilesystem:ClientMount'], Resource: '*', Condition }],
    },
  });
}
