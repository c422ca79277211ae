import { ESCALATION_PATHS } from '../iam/escalation-paths';
import { matchesPattern, POLICY_TYPES, statementsIn } from '../iam/statements';
import type { PolicyStatementText } from '../iam/statements';
import { only } from './examples';
import { ruleFor } from './rule';

/**
 * No policy allows a published way to the rights of another role: all actions of it, unconditionally, on everything or on every
 * resource of a kind. What a policy allows on named resources is for the tests of the whole platform, which know the names.
 */
export const policyHasNoEscalation = ruleFor({
  name: 'PolicyHasNoEscalation',
  control: '164.308(a)(4)(i)',
  sameAs: 'DataDog pathfinding.cloud; AWS Config: IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  types: POLICY_TYPES,
  wrong: ({ resource }) => {
    const statements = statementsIn(resource);
    // Most policies are done with here; the others are held against every way.
    if (!statements.some(isForEverything)) return undefined;
    const open = ESCALATION_PATHS.filter(({ requires }) => requires.every((action) => isFree(action, statements)));
    if (open.length === 0) return undefined;
    const names = open.slice(0, 3).map(({ id, requires }) => `${id} (${requires.join(', ')})`);
    return `Whoever has this policy can get the rights of another role by ${names.join(', ')}${open.length > 3 ? ` and ${open.length - 3} more ways` : ''}.`;
  },
  examples: {
    fails: [
      [
        'every role passed to every service',
        policyWith({ Action: ['iam:PassRole', 'ec2:RunInstances'], Resource: '*' }),
      ],
      ['the policies of every role', policyWith({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::*:role/*' })],
      ['everything', policyWith({ Action: '*', Resource: '*' })],
      [
        'a role passed in one statement and used in another',
        policyWith({ Action: 'iam:Pass*', Resource: '*' }, { Action: 'lambda:*', Resource: '*' }),
      ],
    ],
    passes: [
      [
        'one role passed',
        policyWith(
          { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/x' },
          { Action: 'ec2:RunInstances', Resource: '*' },
        ),
      ],
      [
        'a role passed to one service only',
        policyWith({
          Action: ['iam:PassRole', 'ec2:RunInstances'],
          Resource: '*',
          Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
        }),
      ],
      [
        'a denied way',
        policyWith({ Action: '*', Resource: 'arn:aws:s3:::x' }, { Effect: 'Deny', Action: '*', Resource: '*' }),
      ],
    ],
  },
});

function isFree(action: string, statements: readonly PolicyStatementText[]): boolean {
  const covers = ({ actions, allBut }: PolicyStatementText) =>
    actions.some((pattern) => matchesPattern(pattern, action)) !== allBut;
  const denied = statements.some(
    (statement) =>
      !statement.allows && covers(statement) && statement.resources.includes('*') && statement.conditions.length === 0,
  );
  return !denied && statements.some((statement) => covers(statement) && isForEverything(statement));
}

/** Allowed without a condition, on all resources or on all of a kind. */
function isForEverything({ allows, conditions, resources }: PolicyStatementText): boolean {
  return allows && conditions.length === 0 && resources.some(isEverything);
}

/** `*`, or all resources of a kind, such as `arn:aws:iam::111122223333:role/*`. */
function isEverything(resource: string): boolean {
  return resource === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:[\w-]+[/:])?\*$/.test(resource);
}

function policyWith(...statements: readonly object[]) {
  return only('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) },
  });
}
