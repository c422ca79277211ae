import { IAM_ACTIONS } from '@careplane/aws-facts/iam-actions';
import fc from 'fast-check';
import { matchesPattern, wildcardPattern } from '../automata/pattern';
import { proveAccess } from '../properties/judge';
import { GENERAL_PROPERTIES, PLATFORM_PROPERTIES } from '../properties/platform';
import { accessWorld } from '../template/world';
import type { Witness } from './question';

const SETTINGS = {
  environments: [
    { name: 'staging', production: false },
    { name: 'production', production: true },
  ],
};
const PROPERTIES = [...new Set([...PLATFORM_PROPERTIES, ...GENERAL_PROPERTIES])].filter(
  ({ kind }) => kind !== 'network',
);

const action = fc.constantFrom(
  ...['*', 's3:*', 's3:Get*', 's3:?etObject', 'iam:*', 'iam:P*', 'iam:PassRole', 'kms:*', 'kms:Decrypt', 'ecs:*'],
  ...[
    'sts:AssumeRole',
    'cloudformation:*',
    'codebuild:StartBuild',
    'lambda:*',
    'sqs:*',
    'secretsmanager:Get*',
    'logs:*',
  ],
);
const resource = fc.constantFrom(
  ...['*', 'arn:aws:s3:::*', 'arn:aws:s3:::records-*', 'arn:aws:s3:::records-production/*', 'arn:aws:iam::*:role/*'],
  ...['arn:*:iam::111122223333:*', 'arn:aws:kms:*', 'arn:aws:*:*:111122223333:*', 'arn:aws:sqs:us-east-1:*'],
);
const condition = fc.constantFrom<object>(
  {},
  { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
  { StringNotLike: { 'aws:PrincipalTag/team': 'a*' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { Null: { 'iam:PassedToService': 'false' } },
);
const few = <T>(of: fc.Arbitrary<T>) => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    isNotAction: fc.boolean(),
    isNotResource: fc.boolean(),
    actions: few(action),
    resources: few(resource),
    Condition: condition,
  })
  .map(({ effect, isNotAction, isNotResource, actions, resources, Condition }) => ({
    Effect: effect,
    [isNotAction ? 'NotAction' : 'Action']: actions,
    [isNotResource ? 'NotResource' : 'Resource']: resources,
    Condition,
  }));

const document = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const TRUST = document([
  { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
]);

function worldOf(own: readonly object[], ofBucket: readonly object[]) {
  const policies = [{ PolicyName: 'own', PolicyDocument: document(own) }];
  const role = {
    Type: 'AWS::IAM::Role',
    Metadata: { 'aws:cdk:path': 'app/Role/Resource' },
    Properties: {
      AssumeRolePolicyDocument: TRUST,
      Policies: policies,
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSCodeBuildDeveloperAccess'],
    },
  };
  const stack = (name: string, more: object) => ({
    ...{ name, account: '111122223333', region: 'us-east-1' },
    template: { Resources: { Role: role, ...more } },
  });
  const bucket = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records-production' } },
    Queue: { Type: 'AWS::SQS::Queue' },
    Key: { Type: 'AWS::KMS::Key' },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Metadata: { 'aws:cdk:path': 'app/Policy/Resource' },
      Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: document(ofBucket) },
    },
  };
  return accessWorld([stack('app-staging', {}), stack('app-production', bucket)]);
}

/** What a person misses in a witness; undefined if nothing. */
function faultOf({ action: asked, resource: target, context, allowedBy }: Witness): string | undefined {
  const [service = '', name = ''] = asked.split(':');
  if (!/^[a-z\d-]+:[A-Za-z\d]+$/.test(asked)) return `no concrete action: ${asked}`;
  const known = IAM_ACTIONS[service];
  const [positions] = known?.actions[name] ?? [];
  if (known !== undefined && positions === undefined) return `no action of AWS: ${asked}`;
  const forms = (positions ?? []).map((position) => known?.arns[position] ?? '');
  const isOfForm = forms.length === 0 ? target !== '' : forms.some((form) => hasForm(form, target));
  if (!isOfForm) return `${asked} takes no ${target}`;
  if (Object.values(context).some((values) => values?.length === 0)) return 'a condition without a value';
  if (allowedBy.length === 0) return 'no statement';
  return allowedBy.some(
    ({ pointer, attachedTo }) => (pointer.length === 0 ? attachedTo?.pointer : pointer)?.length === 0,
  )
    ? 'a statement in no template'
    : undefined;
}

/** Whether a resource is of a form, with at least one character for each of its asterisks. */
function hasForm(form: string, target: string): boolean {
  return matchesPattern(wildcardPattern(form.replaceAll('*', '?*')), target);
}

it('has for each yes a principal, an action and a resource that exist, and the statements with their places', () => {
  let witnesses = 0;
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 4 }),
      fc.array(statement, { maxLength: 2 }),
      (own, more) => {
        const world = worldOf(
          own,
          more.map((each) => ({ ...each, Principal: '*' })),
        );
        for (const { refutations, open, property } of proveAccess(world, PROPERTIES, SETTINGS)) {
          for (const { principal, witness, steps } of refutations) {
            witnesses += 1;
            expect(principal).not.toBe('');
            // Of a role that was rewritten, what it can do then is in no statement.
            if (steps.some(({ kind }) => kind.includes('rewrites'))) continue;
            expect([property.name, faultOf(witness)]).toEqual([property.name, undefined]);
          }
          for (const { principal, reasons } of open) {
            expect(principal).not.toBe('');
            expect(reasons.filter((reason) => reason !== '')).not.toEqual([]);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(witnesses).toBeGreaterThan(500);
});
