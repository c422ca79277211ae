import { accessWorld } from '../template/world';
import { ESCALATION_PROPERTIES } from './escalation';
import { proveAccess } from './judge';

const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });

/** Paths by which someone gains more than the own roles have, if a role may do these things. */
function pathsOf(...statements: readonly object[]): string[] {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const Policies = [{ PolicyName: 'own', PolicyDocument: document(...statements) }];
  const Properties = { RoleName: 'deployer', AssumeRolePolicyDocument: document(trust), Policies };
  const template = { Resources: { Deployer: { Type: 'AWS::IAM::Role', Properties } } };
  const world = accessWorld([{ name: 'app', account: '111122223333', region: 'us-east-2', template }]);
  return proveAccess(world, ESCALATION_PROPERTIES, { environments: [] })
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ property }) => property.name.replace('no-escalation-', ''));
}

const FUNCTION = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], '*');

it.each<[string, string, readonly string[]]>([
  ['a role of the templates', 'arn:aws:iam::111122223333:role/deployer', []],
  ['a role that a service of AWS keeps for itself', 'arn:aws:iam::111122223333:role/aws-service-role/any', []],
  ['any other role', 'arn:aws:iam::111122223333:role/other', ['lambda-001']],
  ['every role', '*', ['lambda-001']],
])('passing %s to a new function', (_, role, paths) => {
  expect(pathsOf(FUNCTION, allow('iam:PassRole', role))).toEqual(paths);
});

it('taking a role and passing it are questions about the same other roles', () => {
  expect(pathsOf(FUNCTION, allow(['iam:PassRole', 'sts:AssumeRole'], '*'))).toEqual(['lambda-001', 'sts-001']);
});
