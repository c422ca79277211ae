import type { Guard } from '../decide/question';
import type { PolicyProblem } from '../policy/refusals';
import { textWords } from '../policy/text';
import { managedPoliciesOf } from './attached-policies';
import { guardsOf } from './guards';
import type { Principal, ResourceInWorld } from './principal';
import { principalsOf, tagsOf } from './principals';
import { CHOSEN_LATER } from './names';
import { withLikeness } from './likeness';
import { Resolver } from './resolver';
import { SharedValues } from './shared-values';
import { constructPath, isMap, resourcesOf } from './stack';
import type { AnalyzedStack } from './stack';

/** Everything of some stacks that decides about access. */
export interface AccessWorld {
  readonly stacks: readonly AnalyzedStack[];
  readonly resolvers: readonly Resolver[];
  readonly principals: readonly Principal[];
  /** Resources with policies: buckets, keys, topics, queues, repositories, secrets, file systems, functions, and roles with their trust. */
  readonly guards: readonly Guard[];
  readonly resources: readonly ResourceInWorld[];
  /** Policies that AWS would refuse, and policies that are not known. */
  readonly problems: readonly PolicyProblem[];
}

/** Read the stacks of a platform, or any CloudFormation templates. */
export function accessWorld(stacks: readonly AnalyzedStack[]): AccessWorld {
  const shared = new SharedValues(stacks);
  const resolvers = stacks.map((stack) => new Resolver(stack, shared));
  const managed = managedPoliciesOf(resolvers);
  const found = principalsOf(resolvers, managed);
  const own = guardsOf(resolvers);
  const resources = resolvers.flatMap(resourcesWithArns);
  const trusts = found.principals.flatMap(({ trust }) => (trust === undefined ? [] : [trust]));
  const problems = [...[...managed.values()].flatMap((each) => each.problems), ...found.problems, ...own.problems];
  return {
    stacks,
    resolvers,
    principals: found.principals,
    guards: withLikeness(withTags([...own.guards, ...trusts], resources), found.principals),
    resources,
    problems: once(problems),
  };
}

/** The guards with the tags of their resources, and one for each other resource with tags: policies may ask for tags. */
function withTags(guards: readonly Guard[], resources: readonly ResourceInWorld[]): Guard[] {
  const tagged = resources.filter(({ tags }) => tags.size > 0);
  const known = new Map(
    tagged.map(({ arn, tags }) => [
      arn,
      new Map([...tags].map(([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, value] as const)),
    ]),
  );
  const guarded = new Set(guards.map(({ arn }) => arn));
  const others = tagged.filter(({ arn }) => !guarded.has(arn) && /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(arn));
  return [
    ...guards.map((guard) => ({ ...guard, known: known.get(guard.arn) ?? new Map<string, string>() })),
    ...others.map(({ arn }) => ({
      arn,
      account: arn.split(':')[4] ?? '',
      statements: [],
      isRequired: false,
      alsoCovers: [],
      known: known.get(arn) ?? new Map<string, string>(),
    })),
  ];
}

function resourcesWithArns(resolver: Resolver): ResourceInWorld[] {
  const { name, account, region, partition = 'aws' } = resolver.stack;
  const stackItself: ResourceInWorld = {
    arn: `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${CHOSEN_LATER}`,
    type: 'AWS::CloudFormation::Stack',
    stack: name,
    id: name,
    path: name,
    tags: new Map(),
  };
  return [stackItself, ...resourcesInTemplate(resolver)];
}

/** Type of the users of a database, as `rds-db:connect` names them. */
export const DATABASE_USERS = 'database users';

/** Who connects to a database is named by the database's resource id (RDS User Guide, "IAM policy for IAM database access"). */
const DATABASES = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'];

function resourcesInTemplate(resolver: Resolver): ResourceInWorld[] {
  const { account, region, partition = 'aws' } = resolver.stack;
  return resourcesOf(resolver.stack).flatMap(({ id, type, properties, resource }) => {
    const arn = resolver.arnOf(id);
    if (arn === undefined) return [];
    const shared = { type, stack: resolver.stack.name, id, path: constructPath(resource) };
    const tags = tagsOf(isMap(properties) ? properties : {}, resolver);
    const own = { ...shared, arn: textWords(arn), tags };
    if (!DATABASES.includes(type)) return [own];
    const attribute = type === 'AWS::RDS::DBInstance' ? 'DbiResourceId' : 'DBClusterResourceId';
    const resourceId = textWords(resolver.text({ 'Fn::GetAtt': [id, attribute] }));
    const users = `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/*`;
    return [own, { ...own, arn: users, type: DATABASE_USERS }];
  });
}

function once(problems: readonly PolicyProblem[]): PolicyProblem[] {
  const keyOf = ({ source, message }: PolicyProblem) =>
    [source.stack, source.resource, source.statement, message].join('\n');
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}
