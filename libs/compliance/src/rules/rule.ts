/** A CloudFormation template, as far as the rules read it. */
export interface CloudFormationTemplate {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** What a rule found. */
export interface Violation {
  readonly logicalId: string;
  /** What is wrong with this resource, continuing a sentence that begins with it. */
  readonly message: string;
}

/** A rule of our own: what must hold in every template, and a function that finds where it does not. */
export interface Rule {
  /** Name under which it is reported and acknowledged, such as TargetGroupEncrypted. */
  readonly name: string;
  /** What it is for: the safeguard, and where other catalogues have the same. */
  readonly because: string;
  /** Pure: the same template always gives the same violations, in the order of its resources. */
  readonly find: (template: CloudFormationTemplate) => Violation[];
}

/** The resources of a type, with their logical ids. */
export function resourcesOf(
  template: CloudFormationTemplate,
  type: string,
): { logicalId: string; properties: Readonly<Record<string, unknown>> }[] {
  return Object.entries(template.Resources ?? {})
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties = {} }]) => ({ logicalId, properties: Properties }));
}

/** A property as a sentence shows it. What is not there, or is only known in the account, is never what a rule asks for. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}
