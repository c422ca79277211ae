import { diffTemplate, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import type { AssembledStack } from '../assembly/assembly';
import { pathOf } from '../assembly/template';
import type { Template, TemplateResource } from '../assembly/template';

/**
 * What happens to a resource. `orphan`: it leaves the stack and stays in the account; `may replace`: CloudFormation
 * itself knows only when it does it.
 */
export type ChangeAction = 'create' | 'update' | 'replace' | 'may replace' | 'delete' | 'orphan';

/** A change of one resource, found by a change set, or a comparison of templates. */
export interface Change {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Path in the construct tree; the logical id where there is none. */
  readonly path: string;
  readonly action: ChangeAction;
  /** Names of the properties that change; empty where the whole resource comes or goes. */
  readonly properties: readonly string[];
  /** Whether what is deleted, or the old one of what is replaced, stays in the account. */
  readonly kept: boolean;
  /** Condition of the template that decides whether it is there at all; only a change set knows its outcome. */
  readonly condition?: string;
  readonly before: TemplateResource | undefined;
  readonly after: TemplateResource | undefined;
}

/** Changes that deploying a stack's template would make, by the templates alone. */
export function changesByTemplate(stack: AssembledStack, deployed: Template | undefined): Change[] {
  const impacts = impactsOf(deployed ?? {}, stack.template);
  return [...impacts].flatMap(([id, { action, properties }]) =>
    action === undefined ? [] : [changeOf(stack, deployed, { id, action, properties })],
  );
}

/**
 * Changes that a change set lists. Where it does not say whether a resource is replaced, the templates tell; where they
 * disagree, CloudFormation is believed: it knows the values that intrinsic functions give.
 */
export function changesByChangeSet(
  stack: AssembledStack,
  deployed: Template | undefined,
  listed: readonly ResourceChange[],
): Change[] {
  const impacts = impactsOf(deployed ?? {}, stack.template);
  return listed.flatMap((item) => {
    const id = item.LogicalResourceId ?? '';
    const impact = impacts.get(id);
    const action = actionOf(item, impact?.action);
    if (action === undefined) return [];
    const named = (item.Details ?? []).flatMap(({ Target }) =>
      Target?.Attribute === 'Properties' ? (Target.Name ?? []) : [],
    );
    const changed = named.length > 0 ? named : (impact?.properties ?? []);
    const properties = action === 'create' ? [] : [...new Set(changed)].sort();
    return [changeOf(stack, deployed, { id, action, properties, item })];
  });
}

interface Impact {
  readonly action: ChangeAction | undefined;
  readonly properties: readonly string[];
}

const ACTIONS: Partial<Record<ResourceImpact, ChangeAction>> = {
  [ResourceImpact.WILL_CREATE]: 'create',
  [ResourceImpact.WILL_IMPORT]: 'create',
  [ResourceImpact.WILL_UPDATE]: 'update',
  [ResourceImpact.MAY_REPLACE]: 'may replace',
  [ResourceImpact.WILL_REPLACE]: 'replace',
  [ResourceImpact.WILL_DESTROY]: 'delete',
  [ResourceImpact.WILL_ORPHAN]: 'orphan',
};

/** Notes about a resource, such as its place in the construct tree, change nothing that runs. */
const NOTES = ['Metadata', 'DependsOn'];

function impactsOf(before: Template, after: Template): Map<string, Impact> {
  const { resources } = diffTemplate(before, after);
  const impacts = new Map<string, Impact>();
  resources.forEachDifference((id, difference) => {
    const properties = Object.keys(difference.propertyUpdates).sort();
    const others = Object.keys(difference.otherChanges).filter((name) => !NOTES.includes(name));
    const whole = difference.isAddition || difference.isRemoval;
    const real = whole || properties.length > 0 || others.length > 0;
    impacts.set(id, {
      action: real ? ACTIONS[difference.changeImpact] : undefined,
      properties: whole ? [] : properties,
    });
  });
  return impacts;
}

function actionOf(item: ResourceChange, byTemplate: ChangeAction | undefined): ChangeAction | undefined {
  switch (item.Action) {
    case 'Add':
    case 'Import':
      return 'create';
    case 'Remove':
      return item.PolicyAction === 'Retain' ? 'orphan' : 'delete';
    case 'Modify':
    case 'Dynamic': {
      if (item.Replacement === 'True') return 'replace';
      if (item.Replacement === 'Conditional') return 'may replace';
      if (item.Replacement === 'False') return onlyNotes(item) ? undefined : 'update';
      return byTemplate === undefined || byTemplate === 'create' ? 'update' : byTemplate;
    }
    default:
      return undefined;
  }
}

function onlyNotes({ Scope = [] }: ResourceChange): boolean {
  return Scope.length > 0 && Scope.every((part) => part === 'Metadata');
}

const KEEPING = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

interface ResourceAction {
  readonly id: string;
  readonly action: ChangeAction;
  readonly properties: readonly string[];
  /** The change set's own entry; undefined where only the templates are compared. */
  readonly item?: ResourceChange;
}

function changeOf(
  stack: AssembledStack,
  deployed: Template | undefined,
  { id, action, properties, item }: ResourceAction,
): Change {
  const before = deployed?.Resources?.[id];
  const after = stack.template.Resources?.[id];
  const resource = after ?? before;
  const policy =
    item?.PolicyAction ??
    (action === 'replace' || action === 'may replace' ? after?.UpdateReplacePolicy : before?.DeletionPolicy) ??
    'Delete';
  const condition = (after as { Condition?: string } | undefined)?.Condition;
  return {
    stack: stack.name,
    logicalId: id,
    type: item?.ResourceType ?? resource?.Type ?? '',
    path: pathOf(id, resource),
    action: action === 'delete' && KEEPING.includes(policy) && policy !== 'Snapshot' ? 'orphan' : action,
    properties,
    kept: action !== 'create' && action !== 'update' && KEEPING.includes(policy.replace(/^ReplaceAnd/, '')),
    ...(item === undefined && condition !== undefined ? { condition } : {}),
    before,
    after,
  };
}
