import { CALLS_STACK, SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { Contents } from './execution';
import { taskPoliciesIn } from '../task-policies';
import { scopeOfStack } from './scope';
import type { AccountContents } from './template';

/** What a stack of an assembly says of itself, as far as permissions depend on it. */
export interface StackContents {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly template: {
    readonly Resources?: Readonly<
      Record<string, { readonly Type?: string; readonly Properties?: Readonly<Record<string, unknown>> }>
    >;
  };
}

/** What the stacks of a platform hold, by account and scope. */
export function contentsOf(
  model: PlatformModel,
  stacks: readonly StackContents[],
): ReadonlyMap<string, AccountContents> {
  const accounts = new Map<string, Map<string, Contents>>();
  for (const { account, region, name, template } of stacks) {
    const scope = scopeOfStack(model, name);
    const scopes = accounts.get(account) ?? new Map<string, Contents>();
    const known = scopes.get(scope);
    scopes.set(scope, {
      types: united(known?.types, Object.values(template.Resources ?? {}).flatMap(typesOf)),
      taskPolicies: united(
        known?.taskPolicies,
        scope === SHARED_SCOPE
          ? []
          : model.services.flatMap((service) => (service.kind === 'static' ? [] : taskPoliciesIn(account, service))),
      ),
      ...bucketsIn(known?.buckets, template),
      ...(known?.hasCalls === true || name === `${model.name}-${CALLS_STACK}-${scope}` ? { hasCalls: true } : {}),
      regions: united(known?.regions, [region]),
    });
    accounts.set(account, scopes);
  }
  return accounts;
}

type Resource = NonNullable<StackContents['template']['Resources']>[string];

/**
 * The type of a resource. A log group with a policy needs what a policy of the account needs, which stacks of an earlier version of
 * the toolkit have, and lose at their next deploy.
 */
function typesOf({ Type = '', Properties = {} }: Resource): string[] {
  return Properties['ResourcePolicyDocument'] === undefined ? [Type] : [Type, 'AWS::Logs::ResourcePolicy'];
}

/** Names of buckets: only those for patient data have one in the template. */
function bucketsIn(
  known: readonly string[] = [],
  { Resources = {} }: StackContents['template'],
): Pick<Contents, 'buckets'> {
  const names = Object.values(Resources).flatMap(({ Type, Properties }) => {
    const name = Type === 'AWS::S3::Bucket' ? Properties?.['BucketName'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  const buckets = united(known, names);
  return buckets.length === 0 ? {} : { buckets };
}

function united(known: readonly string[] = [], more: readonly string[]): string[] {
  return [...new Set([...known, ...more])].sort();
}
