import type { Problem } from '@careplane/problems';
import { writeOutLoops } from './for-each';
import { evaluate } from './intrinsics';
import { templateProblems } from './limits';
import { TemplateResource } from './resource';
import { Scope, type StackContext } from './scope';
import { expandServerless, lacksTransform } from './serverless/expand';
import { stackInstances, stackSetParameters } from './stack-set';
import type { ResourceDeclaration, StackTemplate, TemplateBody } from './template';
import { hasMacro, macrosOf, unreadEntry } from './unread';
import { isMap, isUnresolved, type Value } from './value';

/** A resource that a condition leaves out. */
export interface LeftOut {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly constructPath: string;
  readonly condition: string;
}

/** What a template deploys, with its conditions decided and its loops written out. */
export interface ReadStack {
  readonly scope: Scope;
  readonly resources: readonly TemplateResource[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

const NO_TRANSFORM =
  'the template has types of SAM (AWS::Serverless) without the line "Transform: AWS::Serverless-2016-10-31", and CloudFormation refuses it; they are counted as if it were there.';

/** Reads a template and those that it nests; `note` takes what could not be resolved, as sentences with their place. */
export function readStack(
  template: StackTemplate,
  context: StackContext,
  note: (sentence: string) => void,
): ReadStack[] {
  const scope = scopeWithLoops(template, context);
  const written = resourcesOf(scope.template.body);
  const declarations = expandServerless(scope.template.body, written);
  if (lacksTransform(scope.template.body, written)) note(`${template.stack}: ${NO_TRANSFORM}`);
  const resources: TemplateResource[] = [];
  const leftOut: LeftOut[] = [];
  const unread = (id: string, declaration: ResourceDeclaration) =>
    void resources.push(new TemplateResource(template.stack, id, declaration, scope, note));
  for (const [id, macro] of Object.entries(macrosOf(scope.template.body))) unread(id, macro);
  for (const [logicalId, declaration] of Object.entries(declarations)) {
    if (logicalId.startsWith('Fn::')) {
      note(`${template.stack}: ${logicalId} is not expanded: it is known only at deployment.`);
      unread(logicalId, unreadEntry(logicalId));
      continue;
    }
    const resource = new TemplateResource(template.stack, logicalId, declaration, scope, note);
    if (isCreated(resource, declaration, scope, note)) {
      resources.push(resource);
      if (hasMacro(declaration)) unread(`Transform ${logicalId}`, unreadEntry('Fn::Transform'));
    } else leftOut.push({ ...identity(resource), condition: String(declaration.Condition) });
  }
  const own = { scope, resources, leftOut, problems: templateProblems(scope.template, written) };
  return [own, ...resources.flatMap((resource) => nestedStacks(resource, template, context, note))];
}

function identity({ stack, logicalId, type, constructPath }: TemplateResource): Omit<LeftOut, 'condition'> {
  return { stack, logicalId, type, constructPath };
}

function isCreated(
  resource: TemplateResource,
  { Condition: condition }: ResourceDeclaration,
  scope: Scope,
  note: (sentence: string) => void,
): boolean {
  if (typeof condition !== 'string') return true;
  const value = scope.condition(condition);
  if (!isUnresolved(value)) return value;
  note(`${resource.stack}/${resource.logicalId} is counted, although its condition is unknown: ${value.why}.`);
  return true;
}

/** Only a template with loops is copied, with its loops expanded. */
function scopeWithLoops(template: StackTemplate, context: StackContext): Scope {
  const scope = new Scope(template, context);
  if (!template.text.includes('Fn::ForEach')) return scope;
  const { Conditions, Resources, Outputs } = template.body;
  const body = {
    ...template.body,
    Conditions: writeOutLoops(Conditions, scope),
    Resources: writeOutLoops(Resources, scope),
    Outputs: writeOutLoops(Outputs, scope),
  } as TemplateBody;
  return new Scope({ ...template, body }, context);
}

function resourcesOf({ Resources: resources }: TemplateBody): Record<string, ResourceDeclaration> {
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return {};
  if (Object.values(resources).every((declaration) => isMap(declaration as Value))) return resources;
  return Object.fromEntries(
    Object.entries(resources).map(([id, declaration]) => [id, isMap(declaration as Value) ? declaration : {}]),
  );
}

function nestedStacks(
  resource: TemplateResource,
  parent: StackTemplate,
  context: StackContext,
  note: (sentence: string) => void,
): ReadStack[] {
  const child = parent.nested?.[resource.logicalId];
  if (child === undefined) return [];
  if (child.isByUrl === true)
    note(`${child.stack} is read from ${child.file}, whose path ends the place of its template.`);
  if (resource.type === 'AWS::CloudFormation::StackSet') return stackSet(resource, child, context, note);
  const given = resource.value('Parameters');
  const region = parent.region ?? context.region;
  const account = parent.account ?? context.account;
  const parameters = given !== undefined && isMap(given) ? given : {};
  return readStack({ ...child, region, account }, { ...context, parameters }, note);
}

/** The template of a stack set, once for each account and region that it goes to. */
function stackSet(
  resource: TemplateResource,
  child: StackTemplate,
  context: StackContext,
  note: (sentence: string) => void,
): ReadStack[] {
  const where = stackInstances(resource, context.accountsOf?.(resource));
  if ('unknown' in where) return [];
  const parameters = stackSetParameters(resource);
  return where.instances.flatMap(({ account, region }) =>
    readStack(
      { ...child, stack: `${child.stack}/${account}/${region}`, region, account },
      { ...context, parameters },
      note,
    ),
  );
}

/** Values that stacks export, by name; each evaluated when it is asked for, and only once. */
export function exportsOf(scopes: () => readonly Scope[]): (name: string) => Value | undefined {
  let index: Map<string, () => Value> | undefined;
  const underWay = new Set<string>();
  return (name) => {
    index ??= indexExports(scopes());
    const value = index.get(name);
    if (value === undefined || underWay.has(name)) return undefined;
    underWay.add(name);
    try {
      return value();
    } finally {
      underWay.delete(name);
    }
  };
}

function indexExports(scopes: readonly Scope[]): Map<string, () => Value> {
  const index = new Map<string, () => Value>();
  for (const scope of scopes) {
    for (const output of Object.values(scope.template.body.Outputs ?? {})) {
      const name = output?.Export?.Name === undefined ? undefined : evaluate(output.Export.Name, scope);
      if (typeof name === 'string') index.set(name, () => evaluate(output.Value, scope));
    }
  }
  return index;
}
