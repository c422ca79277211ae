import { isMap, type Value } from '../value';
import { eventsOf, mapOf, resourcesOfDestinations, resourcesOfEvents } from './events';
import type { ResourceDeclaration, TemplateBody } from '../template';

type Declarations = Readonly<Record<string, ResourceDeclaration>>;
type Properties = Readonly<Record<string, unknown>>;

/**
 * The resources that the Serverless transform makes of a template, as far as they are charged: functions, APIs with their stages,
 * tables, state machines, and the APIs that events imply. Roles, permissions and rules, which are free, are left out.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function expandServerless(body: TemplateBody, declarations: Declarations): Declarations {
  if (!namesTransform(body) && !hasServerlessTypes(declarations)) return declarations;
  const expanded = Object.entries(declarations).flatMap(([id, declaration]) => {
    const kind = /^AWS::Serverless::(\w+)$/.exec(declaration.Type ?? '')?.[1] ?? '';
    const expand = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    const properties = { ...globalsOf(body, kind), ...declaration.Properties };
    return expand === undefined ? [[id, declaration] as const] : expand(id, { ...declaration, Properties: properties });
  });
  // A resource that the template declares under the name of a generated one is the template's.
  return Object.fromEntries([...impliedApis(body, declarations), ...expanded]);
}

/** Whether a template has resources of SAM, and does not name the transform without which CloudFormation refuses them. */
export function lacksTransform(body: TemplateBody, declarations: Declarations): boolean {
  return !namesTransform(body) && hasServerlessTypes(declarations);
}

function hasServerlessTypes(declarations: Declarations): boolean {
  return Object.values(declarations).some(({ Type: type }) => type?.startsWith('AWS::Serverless::') === true);
}

function namesTransform({ Transform: transform }: TemplateBody): boolean {
  const names = Array.isArray(transform) ? (transform as readonly unknown[]) : [transform];
  return names.some((name) => typeof name === 'string' && name.startsWith('AWS::Serverless'));
}

/** Settings for all resources of a kind. A map of a resource replaces the map of `Globals`; what matters for cost is in texts. */
function globalsOf(body: TemplateBody, kind: string): Properties {
  const { Globals: globals } = body as { readonly Globals?: unknown };
  const ofKind = isMap(globals as Value) ? (globals as Properties)[kind] : undefined;
  return isMap(ofKind as Value) ? (ofKind as Properties) : {};
}

type Expand = (id: string, declaration: ResourceDeclaration) => readonly (readonly [string, ResourceDeclaration])[];

const KINDS: Readonly<Record<string, Expand>> = {
  Function: (id, declaration) => [
    [id, as(declaration, 'AWS::Lambda::Function', functionProperties(declaration.Properties ?? {}))],
    ...aliasOf(id, declaration),
    ...urlOf(id, declaration),
    ...resourcesOfEvents(id, declaration),
    ...resourcesOfDestinations(id, declaration),
  ],
  Api: (id, declaration) => {
    const { Name, CacheClusterEnabled, CacheClusterSize, TracingEnabled, MethodSettings } =
      declaration.Properties ?? {};
    const stage = defined({ CacheClusterEnabled, CacheClusterSize, TracingEnabled, MethodSettings });
    return [
      [id, as(declaration, 'AWS::ApiGateway::RestApi', defined({ Name }))],
      [`${id}Stage`, as(declaration, 'AWS::ApiGateway::Stage', { ...stage, RestApiId: { Ref: id } })],
    ];
  },
  WebSocketApi: (id, declaration) => [
    [id, as(declaration, 'AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' })],
    [`${id}Stage`, as(declaration, 'AWS::ApiGatewayV2::Stage', stageOf(declaration))],
  ],
  HttpApi: (id, declaration) => [
    [id, as(declaration, 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' })],
    [`${id}Stage`, as(declaration, 'AWS::ApiGatewayV2::Stage', stageOf(declaration))],
  ],
  SimpleTable: (id, declaration) => {
    const { ProvisionedThroughput, SSESpecification, PointInTimeRecoverySpecification } = declaration.Properties ?? {};
    const mode = ProvisionedThroughput === undefined ? 'PAY_PER_REQUEST' : 'PROVISIONED';
    const properties = defined({ ProvisionedThroughput, SSESpecification, PointInTimeRecoverySpecification });
    return [[id, as(declaration, 'AWS::DynamoDB::Table', { ...properties, BillingMode: mode })]];
  },
  StateMachine: (id, declaration) => {
    const { Type, Tracing, Logging, Definition } = declaration.Properties ?? {};
    const properties = defined({
      Definition: childWorkflowsOf(Definition),
      StateMachineType: Type,
      TracingConfiguration: Tracing,
      LoggingConfiguration: Logging,
    });
    return [
      [id, as(declaration, 'AWS::StepFunctions::StateMachine', properties)],
      ...resourcesOfEvents(id, declaration),
    ];
  },
  GraphQLApi: (id, declaration) => {
    const { Name, XrayEnabled, Logging, Cache } = declaration.Properties ?? {};
    const properties = defined({ Name, XrayEnabled, LogConfig: Logging });
    const cache =
      Cache === undefined ? [] : [[`${id}ApiCache`, as(declaration, 'AWS::AppSync::ApiCache', {})] as const];
    return [[id, as(declaration, 'AWS::AppSync::GraphQLApi', properties)], ...cache];
  },
  Application: (id, declaration) => {
    // An application of the repository of AWS has a map here, and a template that is not at hand.
    const { Location, Parameters } = declaration.Properties ?? {};
    if (typeof Location !== 'string') return [[id, declaration]];
    return [[id, as(declaration, 'AWS::CloudFormation::Stack', defined({ TemplateURL: Location, Parameters }))]];
  },
  LayerVersion: (id, declaration) => [[id, as(declaration, 'AWS::Lambda::LayerVersion', {})]],
  Connector: (id, declaration) => [[id, as(declaration, 'AWS::IAM::ManagedPolicy', {})]],
};

/** Of a definition, that it runs express workflows; the functions that it names would look like cycles. */
function childWorkflowsOf(definition: unknown): Properties | undefined {
  const text = JSON.stringify(definition ?? {});
  return text.includes('"ExecutionType":"EXPRESS"') ? { ProcessorConfig: { ExecutionType: 'EXPRESS' } } : undefined;
}

/** Logs and metrics of the routes of a stage. */
function stageOf({ Properties: { DefaultRouteSettings, RouteSettings } = {} }: ResourceDeclaration): Properties {
  return defined({ DefaultRouteSettings, RouteSettings });
}

function as(declaration: ResourceDeclaration, type: string, properties: Properties): ResourceDeclaration {
  return { ...declaration, Type: type, Properties: properties };
}

function functionProperties({ Tracing: tracing, ...rest }: Properties): Properties {
  return tracing === undefined ? rest : { ...rest, TracingConfig: { Mode: tracing } };
}

function aliasOf(id: string, declaration: ResourceDeclaration): [string, ResourceDeclaration][] {
  const { AutoPublishAlias: name, ProvisionedConcurrencyConfig: warm } = declaration.Properties ?? {};
  if (name === undefined) return [];
  const properties = defined({ FunctionName: { Ref: id }, Name: name, ProvisionedConcurrencyConfig: warm });
  return [[`${id}Alias${typeof name === 'string' ? name : ''}`, as(declaration, 'AWS::Lambda::Alias', properties)]];
}

/** A URL is free, but for what its mode adds. */
function urlOf(id: string, declaration: ResourceDeclaration): [string, ResourceDeclaration][] {
  const { InvokeMode } = mapOf(declaration.Properties?.['FunctionUrlConfig']);
  return InvokeMode === undefined ? [] : [[`${id}Url`, as(declaration, 'AWS::Lambda::Url', { InvokeMode })]];
}

/** Events without an API of their own belong to one that the transform adds, with the settings of `Globals`. */
function impliedApis(body: TemplateBody, declarations: Declarations): [string, ResourceDeclaration][] {
  const events = Object.values(declarations).flatMap((each) => eventsOf(each).map(([, event]) => event));
  const implied = (kind: string, own: string) =>
    events.some(({ Type, Properties }) => Type === kind && Properties?.[own] === undefined);
  const apis = IMPLIED.filter(({ kind, own }) => implied(kind, own)).flatMap(({ kind, id, stage }) => {
    const made = KINDS[kind]?.(id, { Type: `AWS::Serverless::${kind}`, Properties: globalsOf(body, kind) }) ?? [];
    return made.map(([name, declaration]): [string, ResourceDeclaration] => [name === id ? id : stage, declaration]);
  });
  return apis.filter(([id]) => !Object.hasOwn(body.Resources ?? {}, id));
}

/** APIs that the transform adds, and the names of their stages. */
const IMPLIED = [
  { kind: 'Api', own: 'RestApiId', id: 'ServerlessRestApi', stage: 'ServerlessRestApiProdStage' },
  { kind: 'HttpApi', own: 'ApiId', id: 'ServerlessHttpApi', stage: 'ServerlessHttpApiApiGatewayDefaultStage' },
] as const;

function defined(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
