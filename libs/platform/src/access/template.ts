import { isClusterEngine, partitionOf } from '@careplane/aws-facts';
import { BadInput } from '@careplane/command-line';
import { EMERGENCY_BOUNDARY, emergencyBoundary } from '@careplane/governance/rights';
import { accessRoleName, boundaryName, commandParameter, emergencyBoundaryName, SHARED_SCOPE } from '@careplane/config';
import type { AccessRoleKind, PlatformModel } from '@careplane/config';
import { renderPath } from '@careplane/problems';
import { databaseLogPrefix } from '../database-logs';
import { identityPlaceOf } from '../identity-place';
import { accountBoundary, longerThanAPolicy } from './account-boundary';
import { executionStatements } from './execution';
import type { Contents } from './execution';
import type { ScopedPlace } from './place';
import {
  deployersOf,
  deployStatements,
  lookStatements,
  plannersOf,
  planStatements,
  publishStatements,
  runStatements,
  trustOf,
} from './roles';
import { documentOf, packed } from './statement';
import type { PolicyDocument, Statement } from './statement';

/** Policies that a role can have. */
const MOST_POLICIES = 10;

/** What an account holds of a platform, by scope. */
export type AccountContents = ReadonlyMap<string, Contents>;

/** Where the published command is. */
export interface PublishedCommand {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
}

export interface AccessStackSettings {
  readonly model: PlatformModel;
  readonly account: string;
  readonly contents: AccountContents;
  readonly deployers: readonly string[];
  /** Only in the platform's own account. */
  readonly command?: PublishedCommand;
}

export interface AccessTemplate {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: object; readonly DependsOn?: string }>
  >;
}

/** Name of the stack with the roles of a platform in an account. */
export function accessStackName(platform: string): string {
  return `${platform}-access`;
}

/**
 * The access stack of one account: the roles of each scope that has stacks there, the boundary, and where the command is.
 *
 * @throws BadInput when a role would need more policies than IAM attaches to it
 * @throws Error when a resource type is not known
 */
export function accessTemplate({ model, account, contents, deployers, command }: AccessStackSettings): AccessTemplate {
  const trusted = { buildAccount: model.account, deployers };
  const placeOf = (scope: string): ScopedPlace => ({
    platform: model.name,
    bootstrapQualifier: model.bootstrapQualifier,
    account,
    partition: partitionOf(model.region),
    scope,
    environments: model.environments.map(({ name }) => name),
    databases: model.environments.flatMap(({ name, databases }) =>
      name === scope
        ? databases.map((database) => ({
            identifier: database.identifier,
            logPrefix: databaseLogPrefix(database),
            cluster: isClusterEngine(database.engine),
          }))
        : [],
    ),
    hostedZones: model.environments.flatMap(({ name, hostedZone }) =>
      name === scope && hostedZone !== undefined ? [hostedZone.id] : [],
    ),
  });
  const boundary = accountBoundary(model, account);
  const tooLong = longerThanAPolicy(boundary);
  // A rule about platform.yaml says it before any work.
  if (tooLong !== undefined) throw new Error(`the boundary of ${model.name} in ${account} has ${tooLong} characters`);
  const scopes = [...contents].flatMap(([scope, about]) => {
    const place = placeOf(scope);
    const planners = trustOf(place, trusted, plannersOf(place, trusted));
    const executors = trustOf(place, trusted, deployersOf(place, trusted));
    const either = trustOf(place, trusted, [
      ...new Set([...plannersOf(place, trusted), ...deployersOf(place, trusted)]),
    ]);
    const { regions } = about;
    return [
      ...roleResources(place, 'look', either, lookStatements(place)),
      ...roleResources(place, 'plan', planners, planStatements(place, regions)),
      ...roleResources(place, 'publish', either, publishStatements(place, regions)),
      ...roleResources(place, 'deploy', executors, [
        ...deployStatements(place, regions),
        ...runStatements(place, model.services),
      ]),
      ...roleResources(place, 'execution', CLOUDFORMATION, executionStatements(place, about)),
    ];
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `${model.name}: who may deploy what in this account (careplane bootstrap)`,
    Resources: {
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: boundaryName(model.name),
          Description: `What a role of ${model.name} may do at most`,
          PolicyDocument: boundary,
        },
      },
      ...emergencyBoundaryResource(model, account),
      ...Object.fromEntries(scopes),
      ...(command === undefined ? {} : commandParameters(model.name, command)),
    },
  };
}

/** In the account with the groups. An administrator makes it, so that no approved change can widen it. */
function emergencyBoundaryResource(model: PlatformModel, account: string): AccessTemplate['Resources'] {
  if (model.identity === undefined || account !== model.account) return {};
  return {
    EmergencyBoundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: emergencyBoundaryName(model.name),
        Description: `What the role for emergencies of ${model.name} may do at most`,
        PolicyDocument: emergencyBoundary(EMERGENCY_BOUNDARY, identityPlaceOf(model, [])),
      },
    },
  };
}

const CLOUDFORMATION = documentOf([
  { Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: 'cloudformation.amazonaws.com' } },
]);

type Resource = readonly [id: string, resource: AccessTemplate['Resources'][string]];

/** A role and its policies: managed ones, which an access review lists. */
function roleResources(
  place: ScopedPlace,
  kind: AccessRoleKind,
  trust: PolicyDocument,
  statements: readonly Statement[],
): Resource[] {
  const roleName = accessRoleName(place.platform, place.scope, kind);
  const id = [place.scope, kind]
    .flatMap((text) => text.split('-'))
    .map(capitalized)
    .join('');
  const policies = packed(statements);
  if (policies.length > MOST_POLICIES) throw tooManyPolicies(place, roleName, policies.length);
  return [
    [
      `${id}Role`,
      {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: roleName,
          AssumeRolePolicyDocument: trust,
          Tags: [{ Key: 'careplane:platform', Value: place.platform }],
        },
      },
    ],
    ...policies.map((document, index): Resource => {
      const suffix = policies.length === 1 ? '' : String(index + 1);
      return [
        `${id}Policy${suffix}`,
        {
          Type: 'AWS::IAM::ManagedPolicy',
          DependsOn: `${id}Role`,
          Properties: {
            ManagedPolicyName: `${roleName}${suffix === '' ? '' : `-${suffix}`}`,
            PolicyDocument: document,
            Roles: [roleName],
          },
        },
      ];
    }),
  ];
}

/** What a role may do grows with what its scope has, and with the task policies of its services, each of which is named. */
function tooManyPolicies({ scope }: ScopedPlace, roleName: string, count: number): BadInput {
  const path = scope === SHARED_SCOPE ? '' : renderPath(['environments', scope]);
  return new BadInput(`the roles of ${scope} do not fit into IAM’s limits`, [
    {
      file: 'platform.yaml',
      line: 1,
      path,
      message: `has more than one role can be allowed: ${roleName} would need more managed policies than IAM attaches to a role`,
      given: `(${count} policies)`,
      allowed: `at most ${MOST_POLICIES} policies, each of 6,144 characters`,
      fix: 'put the statements of several policies that taskPolicyArns of the services name into one policy, so that fewer are named; if there are few, move some services into a platform of their own',
    },
  ]);
}

function commandParameters(
  platform: string,
  command: PublishedCommand,
): Record<string, AccessTemplate['Resources'][string]> {
  return Object.fromEntries(
    (['bucket', 'key', 'sha256'] as const).map((key) => [
      `Command${capitalized(key)}`,
      {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: commandParameter(platform, key), Type: 'String', Value: command[key] },
      },
    ]),
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
