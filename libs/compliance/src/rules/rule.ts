import type { Citation } from '../controls/citations';

/** A CloudFormation template, as far as the rules read it. */
export interface CloudFormationTemplate {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** What a platform promises and a template does not contain. */
export interface PlatformFacts {
  /** Hours of data that may be lost: `recovery.rpoHours`. */
  readonly rpoHours: number;
  /** Hours within which the service is restored: `recovery.rtoHours`. */
  readonly rtoHours: number;
  /** Whether backups of production are to be copied into another region: `backup.copyRegion`. */
  readonly backupsAreCopied: boolean;
  /** Names of the environments that patients use. */
  readonly productionEnvironments: readonly string[];
}

/** What a rule found. */
export interface Violation {
  readonly logicalId: string;
  /** What is wrong with this resource, as whole sentences. */
  readonly message: string;
  /** Safeguards that this violation belongs to. @default - the rule’s control */
  readonly controls?: readonly Citation[];
}

/** The resources of a template that a rule is tried on, and what is special about them. */
export type Example = readonly [
  what: string,
  resources: Readonly<Record<string, TemplateResource>>,
  metadata?: Readonly<Record<string, unknown>>,
];

/** A rule of our own: what must hold in every template, and a function that finds where it does not. */
export interface Rule {
  /** Name under which it is reported and acknowledged, such as TargetGroupEncrypted. */
  readonly name: string;
  /** The safeguard that the rule checks first. `controls/` says which others rely on it. */
  readonly control: Citation;
  /** The same rule in another catalogue, such as AWS Config's. */
  readonly sameAs: string;
  /** Logical ids of the resources that the rule looks at: the evidence when nothing is found. */
  readonly looksAt: (template: CloudFormationTemplate, facts: PlatformFacts) => string[];
  /** Pure: the same template always gives the same violations, in the order of its resources. */
  readonly find: (template: CloudFormationTemplate, facts: PlatformFacts) => Violation[];
  /** Templates that the tests try it on: at least one that it must find, in the first resource, and one that it must leave alone. */
  readonly examples: {
    readonly fails: readonly [Example, ...Example[]];
    readonly passes: readonly [Example, ...Example[]];
  };
}

/** One resource that a rule looks at, with what is around it. */
export interface JudgedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly resource: TemplateResource;
  readonly template: CloudFormationTemplate;
  readonly facts: PlatformFacts;
}

interface Definition extends Pick<Rule, 'name' | 'control' | 'sameAs' | 'examples'> {
  /** Types of the resources that the rule looks at; none for every type. */
  readonly types?: readonly string[];
  /** Which resources of these types. Default: all. */
  readonly where?: (subject: JudgedResource) => boolean;
  /** What is wrong with a resource, as a sentence; undefined if nothing is. */
  readonly wrong: (subject: JudgedResource) => string | undefined;
}

/** A rule that looks at each resource of some types by itself. */
export function ruleFor({ types, where = () => true, wrong, ...rule }: Definition): Rule {
  const looked = types === undefined ? undefined : new Set(types);
  const subjects = (template: CloudFormationTemplate, facts: PlatformFacts): JudgedResource[] => {
    const { Resources = {} } = template;
    const found: JudgedResource[] = [];
    // Every rule goes through every template, and most of them look at a few types: nothing is made for the other resources.
    for (const logicalId of Object.keys(Resources)) {
      const resource = Resources[logicalId];
      if (resource === undefined || looked?.has(resource.Type) === false) continue;
      const { Type: type, Properties: properties = {} } = resource;
      const subject = { logicalId, type, properties, resource, template, facts };
      if (where(subject)) found.push(subject);
    }
    return found;
  };
  return {
    ...rule,
    looksAt: (template, facts) => subjects(template, facts).map(({ logicalId }) => logicalId),
    find: (template, facts) =>
      subjects(template, facts).flatMap((subject) => {
        const message = wrong(subject);
        return message === undefined ? [] : [{ logicalId: subject.logicalId, message }];
      }),
  };
}
