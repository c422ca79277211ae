/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly Type?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface TemplateParameter {
  readonly Type?: string;
  readonly Default?: unknown;
}

/** What of a CloudFormation template decides about access. */
export interface AnalyzedTemplate {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** A stack: a template, and where it is deployed. */
export interface AnalyzedStack {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** @default aws */
  readonly partition?: string;
  readonly template: AnalyzedTemplate;
  /** ARN of the role that CloudFormation stores for the stack, and works with. @default the role of who deploys */
  readonly serviceRole?: string;
  /** Values of the template's parameters, where they are known. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

export function resourceOf(stack: AnalyzedStack, id: string): TemplateResource | undefined {
  const resources = stack.template.Resources;
  return resources !== undefined && Object.hasOwn(resources, id) ? resources[id] : undefined;
}

/** A resource with its logical id. */
export interface StackResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly resource: TemplateResource;
}

/** Asked for again and again, for each type: a stack is read once. */
const RESOURCES = new WeakMap<AnalyzedStack, readonly StackResource[]>();
const BY_TYPE = new WeakMap<AnalyzedStack, Map<string, readonly StackResource[]>>();

/** The resources of a stack, of these types if some are given. */
export function resourcesOf(stack: AnalyzedStack, ...types: readonly string[]): readonly StackResource[] {
  const all = RESOURCES.get(stack) ?? readResources(stack);
  RESOURCES.set(stack, all);
  if (types.length === 0) return all;
  const byType = BY_TYPE.get(stack) ?? new Map<string, readonly StackResource[]>();
  BY_TYPE.set(stack, byType);
  const key = types.join(' ');
  const known = byType.get(key) ?? all.filter(({ type }) => types.includes(type));
  byType.set(key, known);
  return known;
}

function readResources({ template }: AnalyzedStack): StackResource[] {
  return Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => {
    // AWS refuses a template with another value.
    if (!isMap(resource)) return [];
    const properties = isMap(resource.Properties) ? resource.Properties : {};
    return [{ id, type: typeof resource.Type === 'string' ? resource.Type : '', properties, resource }];
  });
}

/** A list, or one value instead of a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The construct path, if the CDK wrote it. */
export function constructPath(resource: TemplateResource | undefined): string | undefined {
  const path = resource?.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}
