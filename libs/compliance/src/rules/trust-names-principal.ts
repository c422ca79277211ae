import { only } from './examples';
import { ruleFor } from './rule';
import { allowed, listOf, shown } from './template-values';

type Statement = Readonly<Record<string, unknown>>;

/** A role says who may take it: a service, or one principal that AWS verifies; never everybody in an account. */
export const trustNamesPrincipal = ruleFor({
  name: 'TrustNamesPrincipal',
  control: '164.312(d)',
  sameAs: 'IAM Access Analyzer: external access',
  types: ['AWS::IAM::Role'],
  wrong: ({ properties }) => {
    const open = allowed(properties['AssumeRolePolicyDocument']).find((statement) => !isNamed(statement));
    return open === undefined
      ? undefined
      : `The role may be taken by ${shown(open['Principal'])} without a condition that names who.`;
  },
  examples: {
    fails: [
      ['everybody', roleFor({ Principal: '*' })],
      ['everybody in an account', roleFor({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
      ['every token of a provider', roleFor({ Principal: { Federated: 'arn:aws:iam::1:oidc-provider/x' } })],
    ],
    passes: [
      ['a service', roleFor({ Principal: { Service: 'ecs-tasks.amazonaws.com' } })],
      ['a role by its name', roleFor({ Principal: { AWS: 'arn:aws:iam::111122223333:role/deployer' } })],
      [
        'one role of an account',
        roleFor({
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deployer' } },
        }),
      ],
    ],
  },
});

function isNamed({ Principal, Condition }: Statement): boolean {
  if (Principal === null || typeof Principal !== 'object') return false;
  const conditions = Object.keys((Condition ?? {}) as object);
  return Object.entries(Principal).every(([kind, value]) => {
    if (kind === 'Service') return true;
    const everybody =
      kind !== 'AWS' ||
      listOf(value).some((each) =>
        /^\*$|:root"?$|:root"\]?\]?\}?$/.test(typeof each === 'string' ? each : JSON.stringify(each)),
      );
    return !everybody || conditions.length > 0;
  });
}

function roleFor(statement: object) {
  return only('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } });
}
