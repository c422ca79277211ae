import { accessWorld, GENERAL_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import { citedWords } from './cited-words';
import { refusedPolicies, unknownPolicies } from './policy-problems';
import { reportOf } from './proof-report';
import { renderProofs } from './render-proofs';

function stackOf(role: object) {
  const template = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Metadata: { 'aws:cdk:path': 'app/Role/Resource' },
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          ...role,
        },
      },
    },
  };
  const text = JSON.stringify(template, null, 1);
  return { name: 'app', account: '111122223333', region: 'us-east-1', file: 'app.json', text, template };
}

it('says of a policy that AWS refuses where it is, what is there, what is allowed and what to write', () => {
  const statement = { Effect: 'allow', Action: 's3:GetObject', Resource: '*' };
  const PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
  const stack = stackOf({ Policies: [{ PolicyName: 'own', PolicyDocument }] });
  const line = stack.text.split('\n').findIndex((each) => each.includes('"allow"'));
  expect(refusedPolicies(accessWorld([stack]), [stack])).toEqual([
    {
      file: 'app.json',
      line,
      path: 'app/Role/Resource',
      message: 'has a policy that AWS refuses: Effect is "allow"',
      given: '"allow" in statement 1',
      allowed: 'Allow or Deny',
      fix: 'Write "Effect": "Allow", with the capital letter.',
    },
  ]);
});

it('lists a policy that is not known, with the nearest one of the table, also if no property is about it', () => {
  const stack = stackOf({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSCodeBuildAdminAcces'] });
  const unknown = unknownPolicies(accessWorld([stack]), [stack]);
  expect(unknown).toEqual([
    {
      file: 'app.json',
      line: stack.text.split('\n').findIndex((each) => each.includes('"Role"')) + 1,
      path: 'app/Role/Resource',
      message: 'has a policy that is not known: it is in no template and not in the table of AWS’s policies',
      given: 'arn:aws:iam::aws:policy/AWSCodeBuildAdminAcces',
      allowed: 'a policy of a template, or one of the table',
      fix: expect.stringMatching(
        /^Did you mean arn:aws:iam::aws:policy\/AWSCodeBuildAdminAccess\? If not, write the statements /,
      ),
    },
  ]);
  expect(renderProofs([], false, unknown)).toContain('NOT KNOWN: policies that leave properties undecided');
  expect(renderProofs([], false, [])).not.toContain('NOT KNOWN');
});

it('cites a statement of a policy of AWS with the place that attaches it', () => {
  const stack = stackOf({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
  const asked = GENERAL_PROPERTIES.filter(({ name }) => name === 'no-principal-is-administrator');
  const [proof] = reportOf(proveAccess(accessWorld([stack]), asked, { environments: [] }), [stack]);
  const [cited] = proof?.refutations[0]?.allowedBy ?? [];
  expect(cited).toMatchObject({ attachedTo: 'app/Role/Resource', file: 'app.json' });
  expect(citedWords(cited as NonNullable<typeof cited>)).toMatch(
    /^statement 1 of arn:aws:iam::aws:policy\/AdministratorAccess, attached to app\/Role\/Resource \(app\.json:\d+\)$/,
  );
});
