import { Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BREAK_GLASS_SECONDS, breakGlassRoleArn, breakGlassTrust } from './break-glass';
import { compiledPolicies, emergencyPolicies } from './compile';
import type { DutyName } from './duties';
import { DUTY_WILDCARDS } from './duty';
import { EMERGENCY_GUARDRAILS, GROUPS, releaseGuardrails } from './groups';
import type { GroupName } from './groups';
import { managedPolicy, PeopleGroup } from './people-group';
import type { Members } from './people-group';
import type { IdentityPlace } from './place';

/** A group of people, and what they have to do. */
export interface IdentityGroup {
  readonly members: Members;
  /** @default - the duties of `GROUPS` */
  readonly duties?: readonly DutyName[];
}

export interface IdentityProps {
  readonly place: IdentityPlace;
  readonly groups: Readonly<Record<GroupName, IdentityGroup>>;
  /** IAM users who may take the emergency role. */
  readonly breakGlassUsers: readonly string[];
  /** Managed policy that limits the emergency role, made by whoever may make administrators. */
  readonly breakGlassBoundaryArn: string;
}

/**
 * Who may do what in an account: a group for each organizational unit with the least rights for its duties, and a role for
 * emergencies. People are unique IAM users, or come from a directory through Identity Center.
 *
 * 45 CFR 164.308(a)(4) (access management), 164.312(a)(2)(i) (unique users), 164.312(a)(2)(ii) (emergency access) and
 * 164.312(d) (authentication).
 */
export class Identity extends Construct {
  readonly groups: readonly PeopleGroup[];

  constructor(scope: Construct, id: string, { place, groups, breakGlassUsers, breakGlassBoundaryArn }: IdentityProps) {
    super(scope, id);
    this.groups = (Object.keys(GROUPS) as GroupName[]).map((name) => {
      const { members, duties = GROUPS[name].duties } = groups[name];
      const guardrails = [...GROUPS[name].guardrails, ...releaseGuardrails(duties)];
      const users = 'users' in members;
      return new PeopleGroup(this, name, {
        name,
        about: GROUPS[name].about,
        place,
        members,
        policies: compiledPolicies({ duties, guardrails, users }, place),
      });
    });
    breakGlass(new Construct(this, 'break-glass'), { place, breakGlassUsers, breakGlassBoundaryArn });
  }
}

/** The emergency role, and a group of the users who may take it. They can do nothing else. */
function breakGlass(
  scope: Construct,
  { place, breakGlassUsers: users, breakGlassBoundaryArn }: Omit<IdentityProps, 'groups'>,
): void {
  const role = new CfnRole(scope, 'Role', {
    roleName: place.emergencyRole,
    path: place.policyPath,
    description: 'Emergencies only. Every use sounds an alarm.',
    maxSessionDuration: BREAK_GLASS_SECONDS,
    permissionsBoundary: breakGlassBoundaryArn,
    assumeRolePolicyDocument: breakGlassTrust(place, users),
  });
  for (const policy of emergencyPolicies(EMERGENCY_GUARDRAILS, place)) {
    const managed = managedPolicy(scope, policy, {
      managedPolicyName: `${place.platform}-break-glass-${policy.name}`,
      path: place.policyPath,
      description: 'Emergencies only',
      roles: [role.ref],
    });
    if (policy.name !== 'everything') continue;
    managed.addMetadata(
      'careplane:acknowledged',
      Object.fromEntries(OWN_ADMINISTRATOR_RULES.map((rule) => [rule, DUTY_WILDCARDS.emergency])),
    );
    for (const rule of ADMINISTRATOR_RULES)
      Validations.of(managed).acknowledge({ id: rule, reason: DUTY_WILDCARDS.emergency });
  }
  const duties: readonly DutyName[] = ['own-sign-in', 'who-am-i'];
  const guardrails = [...GROUPS.stakeholders.guardrails, ...releaseGuardrails([])];
  const [own, ...rest] = compiledPolicies({ duties, guardrails }, place);
  if (own === undefined) return;
  const take = {
    Sid: 'TakeTheEmergencyRole',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Resource: [breakGlassRoleArn(place)],
  } as const;
  new PeopleGroup(scope, 'Users', {
    name: 'break-glass',
    about: 'Named people who may take the emergency role',
    place,
    members: { users },
    policies: [{ ...own, document: { ...own.document, Statement: [...own.document.Statement, take] } }, ...rest],
  });
}

/** What the judges say of a policy that allows everything. */
const ADMINISTRATOR_RULES = ['AwsSolutions::AwsSolutions-IAM5[Action::*]'];

/** What our own rules say of it. */
const OWN_ADMINISTRATOR_RULES = ['PolicyHasNoEscalation'];
