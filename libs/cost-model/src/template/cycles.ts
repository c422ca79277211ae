import type { ResourceDeclaration } from './template';

/**
 * The first cycle of resources that depend on each other (`A → B → A`). CloudFormation refuses such a template.
 * Undefined if there is none.
 */
export function findCycle(resources: Readonly<Record<string, ResourceDeclaration>>): string[] | undefined {
  const finished = new Set<string>();
  const onPath = new Map<string, Iterator<string>>();
  const path: string[] = [];
  const enter = (id: string) => {
    const dependencies = dependenciesOf(resources[id], resources);
    if (dependencies.length === 0) {
      finished.add(id);
      return;
    }
    onPath.set(id, dependencies.values());
    path.push(id);
  };
  for (const start of Object.keys(resources)) {
    if (finished.has(start)) continue;
    enter(start);
    // Depth first without recursion: 500 resources in a chain are legal.
    for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
      const step = onPath.get(id)?.next() ?? { done: true };
      if (step.done === true) {
        path.pop();
        onPath.delete(id);
        finished.add(id);
      } else if (onPath.has(step.value)) {
        return [...path.slice(path.indexOf(step.value)), step.value];
      } else if (!finished.has(step.value)) {
        enter(step.value);
      }
    }
  }
  return undefined;
}

/** What a resource waits for; a name may be there twice. */
function dependenciesOf(
  resource: ResourceDeclaration | undefined,
  resources: Readonly<Record<string, ResourceDeclaration>>,
): string[] {
  const found: string[] = [];
  if (typeof resource !== 'object' || resource === null) return found;
  const add = (name: unknown) => {
    if (typeof name === 'string' && Object.hasOwn(resources, name)) found.push(name);
  };
  const waitsFor = resource.DependsOn;
  for (const name of Array.isArray(waitsFor) ? waitsFor : [waitsFor]) add(name);
  collect(ownProperties(resource), add, 0);
  return found;
}

function collect(node: unknown, add: (name: unknown) => void, depth: number): void {
  if (typeof node !== 'object' || node === null || depth > 200) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(item, add, depth + 1);
    return;
  }
  const map = node as Record<string, unknown>;
  for (const key in map) {
    const value = map[key];
    if (key === 'Ref') add(value);
    else if (key === 'Fn::GetAtt') add(Array.isArray(value) ? value[0] : String(value).split('.')[0]);
    else if (key === 'Fn::Sub') collectSubstituted(value, add);
    if (typeof value === 'object') collect(value, add, depth + 1);
  }
}

function collectSubstituted(argument: unknown, add: (name: unknown) => void): void {
  const [text, own] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  if (typeof text !== 'string') return;
  for (const [, name] of text.matchAll(/\$\{([^!{}][^{}]*)\}/g)) {
    const root = name?.trim().split('.')[0] ?? '';
    if (!Object.hasOwn(Object(own) as object, root)) add(root);
  }
}

/**
 * Settings of the Serverless transform that become resources of their own: the function does not wait for what they name.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const BECOME_RESOURCES = new Set([
  'Events',
  'EventInvokeConfig',
  'DeploymentPreference',
  'AutoPublishAlias',
  // Of a GraphQL API.
  'ApiKeys',
  'Cache',
  'DataSources',
  'DomainName',
  'Functions',
  'Resolvers',
  // Of an API: the transform takes its type, and the endpoints, which never wait for the API.
  'EndpointConfiguration',
  // Of an API: settings of its stage, such as a log group with the name of the API.
  'AccessLogSetting',
  'AccessLogSettings',
  'CanarySetting',
  'DefaultRouteSettings',
  'MethodSettings',
  'RouteSettings',
  'StageVariables',
]);

function ownProperties({ Type: type, Properties: properties }: ResourceDeclaration): unknown {
  if (typeof type !== 'string' || !type.startsWith('AWS::Serverless::')) return properties;
  return Object.fromEntries(Object.entries(properties ?? {}).filter(([name]) => !BECOME_RESOURCES.has(name)));
}
