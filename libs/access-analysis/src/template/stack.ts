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

/** The resources of a stack, of one type if it is given. */
export function resourcesOf(stack: AnalyzedStack, ...types: readonly string[]) {
  return Object.entries(stack.template.Resources ?? {})
    .filter(([, { Type = '' }]) => types.length === 0 || types.includes(Type))
    .map(([id, resource]) => ({ id, type: resource.Type ?? '', properties: resource.Properties ?? {}, resource }));
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
