// What a simulator of IAM by others says of one request.
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { matchesPattern, wildcardPattern } from '../../libs/access-analysis/src/automata/pattern';
import type { Guard, Witness } from '../../libs/access-analysis/src/decide/question';
import type { Statement } from '../../libs/access-analysis/src/policy/statement';
import { textWords } from '../../libs/access-analysis/src/policy/text';
import type { Principal } from '../../libs/access-analysis/src/template/principal';

/** What the simulator says of one request; undefined for a request that its list of AWS's actions does not have. */
export async function isAllowed(
  { caller }: Principal,
  { action, resource, context }: Witness,
  guards: readonly Guard[],
): Promise<boolean | undefined> {
  const guard = guards.find(
    ({ arn, alsoCovers, actions }) =>
      (actions === undefined ||
        actions.some((each) => matchesPattern(wildcardPattern(each, { ignoresCase: true }), action))) &&
      [arn, ...alsoCovers].some((each) => matchesPattern(wildcardPattern(each), resource)),
  );
  const known = [...caller.known, ...(guard?.known ?? [])].flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const given = Object.entries(context).flatMap(([key, values]) =>
    values === null ? [] : [[key, values.length === 1 ? (values[0] ?? '') : [...values]] as const],
  );
  const isTrust = /^sts:/.test(action);
  const answer = await runSimulation(
    {
      request: {
        principal: caller.arn,
        action,
        resource: { resource, accountId: guard?.account ?? caller.account },
        contextVariables: {
          'aws:PrincipalArn': caller.arn,
          ...Object.fromEntries(known),
          ...Object.fromEntries(given),
        },
      },
      identityPolicies: [{ name: 'identity', policy: documentOf(caller.identity) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(guard === undefined || guard.statements.length === 0
        ? {}
        : { resourcePolicy: documentOf(guard.statements, isTrust) }),
      ...(caller.boundary === undefined
        ? {}
        : { permissionBoundaryPolicies: [{ name: 'boundary', policy: documentOf(caller.boundary) }] }),
    },
    {},
  );
  return answer.resultType === 'error' ? undefined : answer.overallResult === 'Allowed';
}

/** Statements as a policy writes them. */
export function documentOf(statements: readonly Statement[], isTrust = false) {
  return {
    Version: '2012-10-17',
    Statement: statements.map(
      ({ effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions }) => {
        const condition: Record<string, Record<string, string[]>> = {};
        for (const { operator, key, values } of conditions) {
          condition[operator] = { ...condition[operator], [key]: values.map(textWords) };
        }
        const named = principals.some(({ kind }) => kind === '*')
          ? '*'
          : Object.fromEntries(principals.map(({ kind, values }) => [kind, values.map(textWords)]));
        return {
          Effect: effect,
          [notActions ? 'NotAction' : 'Action']: actions.map(textWords),
          ...(isTrust ? {} : { [notResources ? 'NotResource' : 'Resource']: resources.map(textWords) }),
          ...(principals.length === 0 ? {} : { [notPrincipals ? 'NotPrincipal' : 'Principal']: named }),
          ...(conditions.length === 0 ? {} : { Condition: condition }),
        };
      },
    ),
  };
}
