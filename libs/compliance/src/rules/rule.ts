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

/** The resources of a template that a rule is tried on, and what is special about them. */
export type Example = readonly [what: string, resources: Readonly<Record<string, TemplateResource>>];

/** A rule of our own: what must hold in every template, and a function that finds where it does not. */
export interface Rule {
  /** Name under which it is reported and acknowledged, such as TargetGroupEncrypted. */
  readonly name: string;
  /** The safeguard that it looks after: an entry of `controls/`. */
  readonly control: string;
  /** The same rule in another catalogue, such as AWS Config's. */
  readonly sameAs: string;
  /** Pure: the same template always gives the same violations, in the order of its resources. */
  readonly find: (template: CloudFormationTemplate) => Violation[];
  /** Templates that the tests try it on: at least one that it must find, in the first resource, and one that it must leave alone. */
  readonly examples: {
    readonly fails: readonly [Example, ...Example[]];
    readonly passes: readonly [Example, ...Example[]];
  };
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
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
