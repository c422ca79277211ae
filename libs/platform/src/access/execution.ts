import { assetBucketName, assetPrefix, platformPath } from '@careplane/config';
import {
  IAM_TYPES,
  makeEmergencyRole,
  makeGroups,
  makeRoles,
  makeServiceLinkedRoles,
  neverTouched,
  passRoles,
  serviceLinkedRoles,
} from './iam';
import { inAccount } from './place';
import type { ScopedPlace } from './place';
import { SERVICES } from './services';
import type { ServiceRules } from './services/rules';
import { allow } from './statement';
import type { Conditions, Statement } from './statement';

/** What a scope's stacks hold, as far as permissions depend on it. */
export interface Contents {
  /** Resource types in the scope's templates. */
  readonly types: readonly string[];
  /** Customer-managed policies that services attach to their tasks' roles (`taskPolicyArns`). */
  readonly taskPolicies: readonly string[];
  /** Names that the templates give to buckets. @default - none */
  readonly buckets?: readonly string[];
  /** Whether the scope has a private load balancer, whose stack has a bucket for its access logs. @default false */
  readonly hasCalls?: boolean;
  /** Regions in which the scope has stacks. */
  readonly regions: readonly string[];
}

/** Resources that a function of their own stack makes: CloudFormation only calls the function. */
const CUSTOM = /^(?:Custom::|AWS::CloudFormation::CustomResource$)/;
/** CDK's note of where a template comes from; it makes nothing. */
const NOTHING = ['AWS::CDK::Metadata'];

/**
 * What CloudFormation may do with a scope's stacks: create, read, update and delete resources of the types they have.
 *
 * @throws Error for a type that has no line in the table
 */
export function executionStatements(place: ScopedPlace, contents: Contents): Statement[] {
  const types = contents.types.filter((type) => !CUSTOM.test(type) && !NOTHING.includes(type));
  const unknown = types.filter((type) => !IAM_TYPES.includes(type) && !SERVICES.some(({ types }) => type in types));
  if (unknown.length > 0) {
    throw new Error(
      `${unknown.sort().join(', ')}: libs/platform/src/access/services has no permissions for this type. Add a line to the file of its service.`,
    );
  }
  const used = SERVICES.filter((service) => types.some((type) => type in service.types));
  return [
    ...neverTouched(place),
    ...used.flatMap((service) => resourceStatements(place, service, types, contents)),
    ...(types.some((type) => IAM_TYPES.includes(type)) ? makeRoles(place, contents.taskPolicies) : []),
    ...(types.includes('AWS::IAM::Group') ? [...makeGroups(place), ...makeEmergencyRole(place)] : []),
    ...passRoles(place, distinct(used.flatMap(({ passedTo = [] }) => passedTo))),
    ...serviceLinkedRoles(place, distinct(used.flatMap(({ serviceLinked = [] }) => serviceLinked))),
    ...(types.includes('AWS::IAM::ServiceLinkedRole')
      ? makeServiceLinkedRoles(place, distinct(used.flatMap(({ serviceLinked = [] }) => serviceLinked)))
      : []),
    ...readInputs(place, contents),
    ...(contents.types.some((type) => CUSTOM.test(type))
      ? [allow(['lambda:InvokeFunction'], [inAccount(place, 'lambda', `function:${place.platform}-*`)])]
      : []),
  ];
}

/** A service's actions, those together that have the same resources. */
function resourceStatements(
  place: ScopedPlace,
  rules: ServiceRules,
  types: readonly string[],
  contents: Contents,
): Statement[] {
  const actions = distinct(types.flatMap((type) => rules.types[type] ?? []));
  const groups = new Map<string, { actions: string[]; resources: readonly string[]; condition?: Conditions }>();
  for (const action of actions) {
    const limit = rules.limits.find((known) => known.actions.test(action));
    const resources = limit?.resources(place, contents) ?? ['*'];
    // An environment without a zone of ours has no record to make.
    if (resources.length === 0) continue;
    const condition = limit?.condition;
    const key = JSON.stringify([resources, condition]);
    const group = groups.get(key) ?? { actions: [], resources, ...(condition === undefined ? {} : { condition }) };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => allow(group.actions, group.resources, group.condition));
}

/** Values of templates' SSM parameters, and the functions' code in the scope's assets. */
function readInputs(place: ScopedPlace, { regions }: Contents): Statement[] {
  const { partition, account, platform, scope } = place;
  return [
    allow(
      ['ssm:GetParameter', 'ssm:GetParameters'],
      [inAccount(place, 'ssm', `parameter${platformPath(platform, '*')}`)],
    ),
    allow(
      ['s3:GetObject', 's3:GetObjectVersion'],
      regions.map(
        (region) => `arn:${partition}:s3:::${assetBucketName(place, account, region)}/${assetPrefix(platform, scope)}*`,
      ),
    ),
  ];
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
