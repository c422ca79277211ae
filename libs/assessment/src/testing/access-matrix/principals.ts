import { everythingOf } from '../all-roles';
import type { Everything } from '../all-roles';
import type { RoleInTemplate } from '../escalation/roles';
import { assembliesOf, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';
import { githubRolesOf } from '../github-roles';
import type { NamedPolicy, Policy } from './judge';

/** A principal whose rights are asked for: an ARN, the policies, and the boundary. */
export interface Principal {
  readonly arn: string;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: Policy;
}

const ACCOUNT = '111122223333';

/** Values of references in the policies of groups. */
const KNOWN: readonly (readonly [name: RegExp, value: string])[] = [
  [/KeyArn$/, `arn:aws:kms:us-east-2:${ACCOUNT}:key/evidence-key`],
];

/** Groups of medmo, by name: a user whose only policies are those of the group. */
export function groupsOfMedmo(): Record<string, Principal> {
  const stacks = stacksIn(assembliesOf(MEDMO));
  const policies = resourcesIn(stacks, 'AWS::IAM::ManagedPolicy').filter(({ stack }) => stack === 'medmo-identity');
  const groups = resourcesIn(stacks, 'AWS::IAM::Group').map(({ id, Properties = {} }) => ({
    id,
    name: String(Properties['GroupName']),
  }));
  return Object.fromEntries(
    groups.map(({ id, name }) => [
      name.replace('medmo-', ''),
      {
        arn: `arn:aws:iam::${ACCOUNT}:user/dana`,
        identity: policies
          .filter(({ Properties = {} }) => JSON.stringify(Properties['Groups'] ?? []).includes(`"${id}"`))
          .map(({ id: policy, Properties = {} }) => ({ name: policy, policy: resolved(Properties['PolicyDocument']) })),
      },
    ]),
  );
}

/** Roles of medmo's stacks, of its access stack, and of its GitHub workflow, by name. */
export function rolesOfMedmo(): Record<string, Principal> {
  const everything = everythingOf(MEDMO, githubRolesOf(MEDMO));
  return Object.fromEntries(everything.roles.map((role) => [role.name, principalOf(role, everything)]));
}

function principalOf(role: RoleInTemplate, { boundaries }: Everything): Principal {
  const statements = boundaries.get(role.boundary ?? '');
  return {
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)}/session`,
    identity: [{ name: role.name, policy: documentOf([...role.allows, ...role.denies]) }],
    ...(statements === undefined ? {} : { boundary: documentOf(statements) }),
  };
}

/** References to a resource of the same stack have no name before the deploy. */
function documentOf(statements: readonly object[]): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }).replace(/\{([A-Za-z0-9.]+)\}/g, '$1');
  return JSON.parse(text) as Policy;
}

function resolved(document: unknown): Policy {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const { Ref } = value as { Ref?: string };
    if (Ref !== undefined) return KNOWN.find(([name]) => name.test(Ref))?.[1] ?? Ref;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  return walk(document) as Policy;
}
