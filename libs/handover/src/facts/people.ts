import type { HandoverFacts } from './facts';
import { handleOf, ofType } from './resources';
import type { NamedResource } from './resources';

/** A group of people in the account, as the templates have it. */
export interface PeopleGroupFacts {
  readonly name: string;
  readonly about: string;
  readonly users: readonly string[];
  readonly policies: readonly NamedResource[];
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Sid?: string;
}

/** Groups and permission sets of the templates, with their policies. */
export function peopleGroups({ resources, input }: HandoverFacts): PeopleGroupFacts[] {
  const groups = [...ofType(resources, 'AWS::IAM::Group'), ...ofType(resources, 'AWS::SSO::PermissionSet')];
  const policies = ofType(resources, 'AWS::IAM::ManagedPolicy');
  const additions = ofType(resources, 'AWS::IAM::UserToGroupAddition');
  return groups.map((group) => {
    const name = handleOf(group);
    const own = policies.filter((policy) => isOf(policy, group));
    return {
      name: name.startsWith(`${input.model.name}-`) ? name.slice(input.model.name.length + 1) : name,
      about: group.about || (own[0]?.about ?? ''),
      users: additions
        .filter(({ properties }) => JSON.stringify(properties['GroupName']).includes(group.logicalId))
        .flatMap(({ properties }) => properties['Users'] as readonly string[]),
      policies: own,
    };
  });
}

/** Whether a policy is attached to an IAM group, or is named by a permission set. Roles have policies as well, with like names. */
function isOf({ name, properties }: NamedResource, group: NamedResource): boolean {
  const groups = properties['Groups'];
  const named = (group.properties['CustomerManagedPolicyReferences'] ?? []) as readonly { readonly Name: string }[];
  return (
    (groups !== undefined && JSON.stringify(groups).includes(`"${group.logicalId}"`)) ||
    named.some(({ Name }) => Name === name)
  );
}

/** What a group’s policies allow: the ids of the statements, which name the duties. */
export function statementIds({ policies }: PeopleGroupFacts): string[] {
  return policies.flatMap((policy) =>
    statementsOf(policy).flatMap(({ Effect, Sid }) => (Effect === 'Allow' && Sid !== undefined ? [Sid] : [])),
  );
}

/** Whether a group’s policies allow an action by its name, or by a beginning with an asterisk. Conditions still apply. */
export function mayCall({ policies }: PeopleGroupFacts, action: string): boolean {
  return policies.some((policy) =>
    statementsOf(policy).some(
      ({ Effect, Action = [] }) =>
        Effect === 'Allow' &&
        [Action].flat().some((each) => each === action || (each.endsWith('*') && action.startsWith(each.slice(0, -1)))),
    ),
  );
}

function statementsOf({ properties }: NamedResource): readonly Statement[] {
  const { Statement = [] } = (properties['PolicyDocument'] ?? {}) as { Statement?: Statement | readonly Statement[] };
  return [Statement].flat() as readonly Statement[];
}
